// What the plugin is: the struct that Ibid asks for. `ibid_plugin.h` is the bridging header (see the Makefile).

/// The one function that the library exports.
@_cdecl("ibid_plugin_entry")
public func entry() -> UnsafePointer<ibid_plugin> { UnsafePointer(plugin) }

/// The format's id, which also stands in what it keeps.
let formatID: StaticString = "medline"

/// Made once, and never freed.
nonisolated(unsafe) private let plugin: UnsafeMutablePointer<ibid_plugin> = {
    let plugin = UnsafeMutablePointer<ibid_plugin>.allocate(capacity: 1)
    plugin.initialize(to: ibid_plugin())
    plugin.pointee.abi = UInt32(IBID_PLUGIN_ABI)
    plugin.pointee.size = UInt32(MemoryLayout<ibid_plugin>.size)
    plugin.pointee.flags = UInt32(IBID_TEXT_INPUT) | UInt32(IBID_CONCURRENT)
    plugin.pointee.id = characters(formatID)
    plugin.pointee.title = characters("MEDLINE")
    plugin.pointee.summary = characters("The tagged records of PubMed and MEDLINE")
    plugin.pointee.aliases = list(["nbib", "pubmed"])
    plugin.pointee.extensions = list(["nbib", "medline"])
    plugin.pointee.recognize = { recognize(UnsafeRawBufferPointer(start: $0, count: $1)) }
    plugin.pointee.cut = { cut(UnsafeRawBufferPointer(start: $0, count: $1)) }
    plugin.pointee.reader_open = { _, settings in
        Unmanaged.passRetained(Reader(line: settings?.pointee.line ?? 1)).toOpaque()
    }
    plugin.pointee.reader_read = { context, host, bytes, count in
        guard let context, let host else { return Int32(IBID_FAILED) }
        let reader = Unmanaged<Reader>.fromOpaque(context).takeUnretainedValue()
        reader.read(UnsafeRawBufferPointer(start: bytes, count: count), host)
        return Int32(IBID_OK)
    }
    plugin.pointee.reader_close = { context in
        if let context { Unmanaged<Reader>.fromOpaque(context).release() }
    }
    // A writer of this format keeps nothing: any pointer will do.
    plugin.pointee.writer_open = { host, _ in UnsafeMutableRawPointer(mutating: host) }
    plugin.pointee.writer_write = { _, host, record in
        guard let host, let record else { return Int32(IBID_FAILED) }
        var writer = Writer(host: host, record: record.pointee)
        writer.write()
        return Int32(IBID_OK)
    }
    plugin.pointee.writer_close = { _ in }
    return plugin
}()

/// "PMID- " at the start of a line, near the beginning.
private func recognize(_ head: UnsafeRawBufferPointer) -> Int32 {
    let mark = Array("PMID- ".utf8)
    if head.starts(with: mark) { return Int32(IBID_CERTAIN) }
    var at = 0
    while let end = head[at...].firstIndex(of: UInt8(ascii: "\n")), end < 4096 {
        at = end + 1
        if head[at...].starts(with: mark) { return Int32(IBID_CERTAIN) }
    }
    return Int32(IBID_NO)
}

/// The last place after an empty line.
private func cut(_ bytes: UnsafeRawBufferPointer) -> Int {
    var at = bytes.count - 1
    while at > 0 {
        if bytes[at] == UInt8(ascii: "\n") {
            let before = bytes[at - 1] == UInt8(ascii: "\r") ? at - 2 : at - 1
            if before >= 0, bytes[before] == UInt8(ascii: "\n") { return at + 1 }
        }
        at -= 1
    }
    return 0
}

/// The characters of a literal, which stay where they are.
func characters(_ literal: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)
}

/// A list ended by a null pointer.
private func list(_ words: [StaticString]) -> UnsafePointer<UnsafePointer<CChar>?> {
    let list = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: words.count + 1)
    for (index, word) in words.enumerated() { list[index] = characters(word) }
    list[words.count] = nil
    return UnsafePointer(list)
}
