// JSON Lines once more, through the interface of shared libraries and as an author would write it: a text is read straight into
// the structs of the contract and written straight from them, and the library makes no record of its own. What it costs more
// than the built-in format on the same records is the crossing. Built only for `make bench-plugins`.

public import CPlugin

@_cdecl("ibid_plugin_entry")
public func entry() -> UnsafePointer<ibid_plugin> { UnsafePointer(plugin) }

nonisolated(unsafe) private let plugin: UnsafeMutablePointer<ibid_plugin> = {
    let plugin = UnsafeMutablePointer<ibid_plugin>.allocate(capacity: 1)
    plugin.initialize(to: ibid_plugin())
    plugin.pointee.abi = UInt32(IBID_PLUGIN_ABI)
    plugin.pointee.size = UInt32(MemoryLayout<ibid_plugin>.size)
    plugin.pointee.flags = UInt32(IBID_TEXT_INPUT) | UInt32(IBID_CONCURRENT)
    plugin.pointee.id = characters("jsonl-library")
    plugin.pointee.title = characters("JSON Lines in a library")
    plugin.pointee.summary = characters("What the crossing costs")
    plugin.pointee.cut = { bytes, count in
        let bytes = UnsafeRawBufferPointer(start: bytes, count: count)
        return bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    }
    plugin.pointee.reader_open = { _, _ in Unmanaged.passRetained(LineReader()).toOpaque() }
    plugin.pointee.reader_read = { reader, host, bytes, count in
        guard let reader, let host else { return Int32(IBID_FAILED) }
        let bytes = UnsafeBufferPointer(start: bytes?.assumingMemoryBound(to: UInt8.self), count: count)
        Unmanaged<LineReader>.fromOpaque(reader).takeUnretainedValue().read(bytes, host)
        return Int32(IBID_OK)
    }
    plugin.pointee.reader_close = { reader in
        if let reader { Unmanaged<LineReader>.fromOpaque(reader).release() }
    }
    // A writer of this format keeps nothing: any pointer will do.
    plugin.pointee.writer_open = { host, _ in UnsafeMutableRawPointer(mutating: host) }
    plugin.pointee.writer_write = { _, host, record in
        guard let host, let record else { return Int32(IBID_FAILED) }
        return writeLine(record, host)
    }
    plugin.pointee.writer_close = { _ in }
    return plugin
}()

private func characters(_ literal: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)
}
