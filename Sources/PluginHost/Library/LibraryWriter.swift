internal import CPlugin
internal import Formats
internal import Records
private import Synchronization

/// Writes through a library.
struct LibraryWriter: RecordWriter {
    private let writer: OpenWriter
    let needsUniqueKeys: Bool
    let separator: [UInt8]
    let isSequential: Bool

    /// - Throws: a `Diagnostic`, where the library opens no writer.
    init(_ library: LoadedLibrary, options: FormatOptions) throws(Diagnostic) {
        writer = try OpenWriter(library, options: options)
        needsUniqueKeys = library.claim.needsUniqueKeys
        separator = library.separator
        isSequential = !library.isConcurrent
    }

    func begin(_ head: CollectionHead, into sink: inout WriteSink) {
        guard let begin = writer.functions.writer_begin else { return }
        writer.call(into: &sink, record: nil) { begin($0, $1, $2.view(of: head.info)) }
    }

    func write(_ record: Record, into sink: inout WriteSink) {
        guard let write = writer.functions.writer_write else { return }
        writer.call(into: &sink, record: record.key) { write($0, $1, $2.view(of: record)) }
    }

    func end(_ head: CollectionHead, into sink: inout WriteSink) {
        if let end = writer.functions.writer_end {
            writer.call(into: &sink, record: nil) { end($0, $1, $2.view(of: head.info)) }
        }
        writer.finish(into: &sink)
    }
}

/// A writer that a library has opened, closed at the latest when it goes.
private final class OpenWriter: @unchecked Sendable {
    // The pointer is the library's, which says whether it may be used on several threads at once (`serially`).
    private let library: LoadedLibrary
    private let writer: UnsafeMutableRawPointer
    private let seats = Mutex<[Seat]>([])
    private let isBroken = Atomic<Bool>(false)
    private let isClosed = Atomic<Bool>(false)

    /// What one call at a time needs: as many as there are threads.
    private struct Seat: @unchecked Sendable {
        let session: HostSession
        let exporter: RecordExporter
    }

    var functions: ibid_plugin { library.functions }

    init(_ library: LoadedLibrary, options: FormatOptions) throws(Diagnostic) {
        self.library = library
        let session = HostSession(plugin: library.claim.id, source: nil, guardian: library.guardian)
        let pointer = library.serially {
            LibrarySettings.with(options, of: library.claim, source: "", line: 0) { settings in
                session.open { library.functions.writer_open?($0, settings) }
            }
        }
        guard let pointer else {
            throw session.takeDiagnostics().last { $0.severity == .error }
                ?? Diagnostic(.error, "plugin.gave-up", "the plugin “\(library.claim.id)” opened no writer")
        }
        writer = pointer
        seats.withLock { $0 = [Seat(session: session, exporter: RecordExporter())] }
    }

    deinit { close() }

    /// Calls a function of the library that writes into the sink.
    func call(
        into sink: inout WriteSink, record: String?,
        _ function: (UnsafeMutableRawPointer, UnsafePointer<ibid_host>, RecordExporter) -> Int32
    ) {
        if isBroken.load(ordering: .relaxed) { return }
        let seat =
            seats.withLock { $0.popLast() }
            ?? Seat(
                session: HostSession(plugin: library.claim.id, source: nil, guardian: library.guardian),
                exporter: RecordExporter())
        let session = seat.session
        session.record = record
        swap(&session.bytes, &sink.bytes)
        let answer = library.serially { session.open { function(writer, $0, seat.exporter) } }
        swap(&session.bytes, &sink.bytes)
        let diagnostics = session.takeDiagnostics()
        if !diagnostics.isEmpty { sink.diagnostics += diagnostics }
        if answer != IBID_OK { fail(answer, &sink, record) }
        seats.withLock { $0.append(seat) }
    }

    /// Closes the writer, and tells of calls that came too late.
    func finish(into sink: inout WriteSink) {
        close()
        sink.diagnostics += library.guardian.takeDiagnostics(of: library.claim.id)
    }

    private func fail(_ answer: Int32, _ sink: inout WriteSink, _ record: String?) {
        isBroken.store(true, ordering: .relaxed)
        let own = sink.diagnostics.lastIndex { $0.severity == .error }.map { sink.diagnostics.remove(at: $0) }
        sink.failure =
            own
            ?? Diagnostic(
                .error, "plugin.gave-up", "the plugin “\(library.claim.id)” gave up writing (\(answer))", record: record
            )
    }

    private func close() {
        if isClosed.exchange(true, ordering: .relaxed) { return }
        library.serially { library.functions.writer_close?(writer) }
    }
}
