internal import CPlugin
internal import Formats
private import Synchronization

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// A shared library that was loaded and holds to the contract as far as can be seen. It stays loaded as long as the process.
final class LoadedLibrary: @unchecked Sendable {
    // `functions` and what it points to never change; calls into the library go through `serially` where it asks for that.
    let functions: ibid_plugin
    let claim: PluginClaim
    let guardian = CallGuard()
    private let lock = Mutex(())

    var isConcurrent: Bool { functions.flags & UInt32(IBID_CONCURRENT) != 0 }
    var separator: [UInt8] { LoadedLibrary.string(functions.separator).map { Array($0.utf8) } ?? [] }

    /// Loads a library.
    ///
    /// - Parameter path: absolute, so that no search path is looked at.
    /// - Throws: a `Diagnostic` that says why it cannot be used.
    init(path: String) throws(Diagnostic) {
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            let reason = dlerror().map { String(cString: $0) } ?? "no reason was given"
            throw LoadedLibrary.refusal(path, "plugin.cannot-load", "cannot be loaded: \(reason.tamed(300))")
        }
        guard let symbol = dlsym(handle, IBID_PLUGIN_ENTRY) else {
            throw LoadedLibrary.refusal(
                path, "plugin.no-entry", "has no function \(IBID_PLUGIN_ENTRY)", hint: "it is no plugin for Ibid")
        }
        typealias EntryPoint = @convention(c) () -> UnsafePointer<ibid_plugin>?
        guard let view = unsafeBitCast(symbol, to: EntryPoint.self)() else {
            throw LoadedLibrary.refusal(path, "plugin.null", "describes itself with a null pointer")
        }
        functions = try LoadedLibrary.copy(view, path: path)
        claim = LoadedLibrary.claim(of: functions)
        if let objection = LoadedLibrary.objection(to: functions) ?? claim.objection {
            throw LoadedLibrary.refusal(path, "plugin.bad-description", "cannot be used: \(objection)")
        }
    }

    /// Runs calls into the library, one at a time where it is not made for more.
    func serially<Result>(_ body: () -> Result) -> Result {
        if isConcurrent { return body() }
        return lock.withLock { _ in body() }
    }

    /// How sure the library is that an input is of its format.
    func recognize(_ head: UnsafeBufferPointer<UInt8>) -> FormatDescriptor.Confidence {
        guard let recognize = functions.recognize else { return .no }
        let number = serially { recognize(head.baseAddress, head.count) }
        return FormatDescriptor.Confidence(rawValue: UInt8(clamping: number)) ?? .no
    }

    /// The struct as far as the plugin knows it; what it does not know is null.
    private static func copy(_ view: UnsafePointer<ibid_plugin>, path: String) throws(Diagnostic) -> ibid_plugin {
        guard view.pointee.abi == UInt32(IBID_PLUGIN_ABI) else {
            throw refusal(
                path, "plugin.other-version", "is built for version \(view.pointee.abi) of the plugin interface",
                hint: "this is version \(IBID_PLUGIN_ABI): build it again with the ibid_plugin.h that came with Ibid")
        }
        let whole = MemoryLayout<ibid_plugin>.size
        let size = Int(view.pointee.size)
        guard size >= whole, size <= 1 << 16 else {
            throw refusal(
                path, "plugin.bad-struct", "says that its struct ibid_plugin has \(size) bytes; it has \(whole)")
        }
        return view.pointee
    }

    private static func refusal(_ path: String, _ code: String, _ message: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(.warning, code, message, at: Place(source: path), hint: hint)
    }

    private static func objection(to functions: ibid_plugin) -> String? {
        let reading = [
            functions.reader_open != nil, functions.reader_read != nil, functions.reader_close != nil,
        ]
        let writing = [functions.writer_open != nil, functions.writer_write != nil, functions.writer_close != nil]
        if reading.contains(true), reading.contains(false) { return "one of reader_open, _read and _close is missing" }
        if writing.contains(true), writing.contains(false) { return "one of writer_open, _write and _close is missing" }
        if functions.option_count > PluginClaim.longest { return "it has \(functions.option_count) options" }
        if functions.option_count > 0, functions.options == nil { return "its list of options is null" }
        return nil
    }
}

extension LoadedLibrary {
    // MARK: The description

    private static func claim(of functions: ibid_plugin) -> PluginClaim {
        func has(_ flag: Int) -> Bool { functions.flags & UInt32(flag) != 0 }
        var claim = PluginClaim()
        claim.id = string(functions.id) ?? ""
        claim.title = string(functions.title) ?? ""
        claim.summary = string(functions.summary) ?? ""
        claim.aliases = strings(functions.aliases)
        claim.extensions = strings(functions.extensions)
        claim.reads = functions.reader_open != nil
        claim.writes = functions.writer_open != nil
        claim.recognizes = functions.recognize != nil
        claim.isText = has(Int(IBID_TEXT_INPUT))
        claim.needsUniqueKeys = has(Int(IBID_UNIQUE_KEYS))
        claim.joinsPages = has(Int(IBID_JOINS_PAGES))
        if let options = functions.options {
            let count = min(Int(functions.option_count), PluginClaim.longest)
            claim.options = UnsafeBufferPointer(start: options, count: count).map(option)
        }
        return claim
    }

    private static func option(_ view: ibid_option) -> OptionDescriptor {
        let word = string(view.value)?.tamed(200) ?? ""
        let value: OptionDescriptor.Value =
            switch Int(view.kind) {
            case Int(IBID_OPTION_TEXT): .text(word.isEmpty ? "TEXT" : word)
            case Int(IBID_OPTION_CHOICE): .choice(word.split(separator: "|").map(String.init))
            case Int(IBID_OPTION_PATH): .path
            default: .flag
            }
        let side: OptionDescriptor.Side =
            switch Int(view.sides) & 3 {
            case Int(IBID_READING): .reading
            case Int(IBID_WRITING): .writing
            default: .both
            }
        return OptionDescriptor(string(view.name) ?? "", value, on: side, (string(view.summary) ?? "").tamed(200))
    }

    /// A C string of sane length, mended where it is not UTF-8; nil where it is null or does not end.
    fileprivate static func string(_ pointer: UnsafePointer<CChar>?) -> String? {
        guard let pointer else { return nil }
        let count = strnlen(pointer, 4096)
        guard count < 4096 else { return nil }
        let bytes = UnsafeRawBufferPointer(start: pointer, count: count)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func strings(_ list: UnsafePointer<UnsafePointer<CChar>?>?) -> [String] {
        guard let list else { return [] }
        var strings: [String] = []
        for index in 0..<PluginClaim.longest {
            guard let pointer = list[index] else { break }
            strings.append(string(pointer) ?? "")
        }
        return strings
    }
}
