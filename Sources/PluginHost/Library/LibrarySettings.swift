internal import CPlugin
internal import Formats

/// What a reader or writer of a library is opened with, laid out as the contract has it.
enum LibrarySettings {
    /// Calls `body` with the settings, which are good as long as it runs.
    static func with<Result>(
        _ options: FormatOptions, of claim: PluginClaim, source: String, line: Int,
        _ body: (UnsafePointer<ibid_settings>) -> Result
    ) -> Result {
        var arena = Arena()
        let given = claim.options.filter { options.has($0.name) }
        let list = arena.zeros(ibid_setting.self, given.count)
        for (index, option) in given.enumerated() {
            list[index].name = arena.string(option.name)
            list[index].value = arena.string(options[option.name] ?? "")
        }
        let settings = arena.zeros(ibid_settings.self, 1)
        settings.pointee.size = UInt32(MemoryLayout<ibid_settings>.size)
        settings.pointee.option_count = UInt32(given.count)
        settings.pointee.options = UnsafePointer(list)
        settings.pointee.source = arena.string(source)
        settings.pointee.line = UInt64(max(0, line))
        return body(UnsafePointer(settings))
    }
}
