import BuiltInFormats
import Formats
@preconcurrency import Glibc
import Records

/// One input for the format that `IBID_FUZZ_FORMAT` names: it is read, written in the same format where that is possible, and read
/// again. A crash or a hang is a finding, and another number of records where nothing was wrong with the input.
private func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    guard let format else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    let (records, isSound) = read(bytes)
    guard format.descriptor.canWrite, let writer = try? format.makeWriter(options: FormatOptions()) else { return 0 }
    var sink = WriteSink()
    var head = CollectionHead(records: writer.needsAllRecords ? records : [])
    var body = WriteSink()
    var previous: Record?
    for record in records {
        if previous != nil { body.bytes += writer.separator }
        writer.write(record, after: previous, into: &body)
        previous = record
    }
    if writer.writesFront {
        head.hasFront = !body.front.isEmpty
        head.hasBody = !body.bytes.isEmpty
    }
    writer.begin(head, into: &sink)
    sink.bytes += body.front
    writer.beginRecords(head, into: &sink)
    sink.bytes += body.bytes
    writer.end(head, after: previous, into: &sink)
    let again = read(sink.bytes).records
    precondition(
        again.count == records.count || !isSound, "\(records.count) records were written, \(again.count) read again")
    return 0
}

private let format: (any Format)? = {
    let name = getenv("IBID_FUZZ_FORMAT").map { String(cString: $0) } ?? ""
    guard let format = BuiltInFormats.registry.format(named: name) else {
        fputs("IBID_FUZZ_FORMAT names no format: “\(name)”\n", stderr)
        exit(2)
    }
    return format
}()

private func read(_ bytes: [UInt8]) -> (records: [Record], isSound: Bool) {
    guard let format else { return ([], false) }
    var records: [Record] = []
    var isSound = true
    var reading = Reading([.init(Input(bytes: bytes, name: "fuzz"), format)], cores: 1)
    while let parts = try? reading.next() {
        for part in parts {
            records += part.batch.records
            if part.batch.diagnostics.contains(where: { $0.severity > .note }) { isSound = false }
        }
    }
    return (records, isSound)
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// The package manager starts a program at the function of this name.
@_cdecl("fuzz_main")
public func start(
    _ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
    var count = count
    var arguments = arguments
    return runDriver(&count, &arguments) { fuzz($0, $1) }
}

/// libFuzzer's library asks for it by name, even where its own start is not used.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> Int32 { fuzz(data, count) }
