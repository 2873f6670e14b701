// JSON Lines once more, through the interface of shared libraries: the same reader and writer as the built-in format, so that
// what is measured is the crossing. Built only for `make bench-plugins`.

public import CPlugin
import Formats
import JSONLines
import PluginHost
import Records

@_cdecl("ibid_plugin_entry")
public func entry() -> UnsafePointer<ibid_plugin> { UnsafePointer(plugin) }

private let jsonLines = JSONLinesFormat()

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
    plugin.pointee.reader_open = { host, _ in UnsafeMutableRawPointer(mutating: host) }
    plugin.pointee.reader_read = { _, host, bytes, count in
        guard let host, count > 0 else { return Int32(IBID_OK) }
        return read(Array(UnsafeRawBufferPointer(start: bytes, count: count)), host)
    }
    plugin.pointee.reader_close = { _ in }
    plugin.pointee.writer_open = { host, _ in UnsafeMutableRawPointer(mutating: host) }
    plugin.pointee.writer_write = { _, host, record in
        guard let host, let record else { return Int32(IBID_FAILED) }
        return write(record, host)
    }
    plugin.pointee.writer_close = { _ in }
    return plugin
}()

private func read(_ bytes: [UInt8], _ host: UnsafePointer<ibid_host>) -> Int32 {
    let exporter = RecordExporter()
    guard var reader = try? jsonLines.makeReader(Input(bytes: bytes), options: FormatOptions()) else {
        return Int32(IBID_FAILED)
    }
    while let piece = try? reader.next() {
        for record in piece.parse().records { _ = host.pointee.record(host, exporter.view(of: record)) }
    }
    return Int32(IBID_OK)
}

private func write(_ view: UnsafePointer<ibid_record>, _ host: UnsafePointer<ibid_host>) -> Int32 {
    var importer = RecordImporter()
    guard let record = importer.record(view), let writer = try? jsonLines.makeWriter(options: FormatOptions()) else {
        return Int32(IBID_FAILED)
    }
    var sink = WriteSink()
    writer.write(record, into: &sink)
    return sink.bytes.withUnsafeBytes { host.pointee.write(host, $0.baseAddress, $0.count) }
}

private func characters(_ literal: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(literal.utf8Start).assumingMemoryBound(to: CChar.self)
}
