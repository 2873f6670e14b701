private import Bytes
internal import Formats
internal import JSON
internal import RecordJSON
internal import Records
private import Synchronization

/// Writes through a program: records go to its standard input as JSON Lines, and what it gives is the output.
struct ProgramWriter: RecordWriter {
    private let run: ProgramWriting
    let needsUniqueKeys: Bool
    let isSequential = true

    init(_ program: ProgramFormat, options: FormatOptions) {
        run = ProgramWriting(program, options: options)
        needsUniqueKeys = program.claim.needsUniqueKeys
    }

    func begin(_ head: CollectionHead, into sink: inout WriteSink) { run.begin(head.info, into: &sink) }
    func write(_ record: Record, into sink: inout WriteSink) { run.write(record, into: &sink) }
    func end(_ head: CollectionHead, into sink: inout WriteSink) { run.end(into: &sink) }
}

/// One run of the program. Calls come one after another, as the writer asks; the lock only holds them to it.
private final class ProgramWriting: @unchecked Sendable {
    private let program: ProgramFormat
    private let options: FormatOptions
    private let voice: ProgramVoice
    private let lock = Mutex(())
    private var child: ChildProcess?
    private var isBroken = false

    /// So much waits here before the child is served.
    private static let queue = 1 << 16
    /// So much of the output is handed on at once when no more records come.
    private static let outputSize = 1 << 20

    init(_ program: ProgramFormat, options: FormatOptions) {
        self.program = program
        self.options = options
        voice = ProgramVoice(name: program.descriptor.id, source: nil)
    }

    func begin(_ info: CollectionInfo, into sink: inout WriteSink) {
        serve(&sink) { (self, _) throws(ChildProcess.Failure) in
            let child = try self.program.start("write", self.options, on: .writing)
            self.child = child
            guard info != CollectionInfo() else { return }
            var json = JSONWriter()
            json.beginObject()
            json.key("collection")
            RecordEncoder().info(info, to: &json)
            json.endObject()
            json.endLine()
            child.send(json.bytes)
        }
    }

    func write(_ record: Record, into sink: inout WriteSink) {
        serve(&sink) { (self, sink) throws(ChildProcess.Failure) in
            guard let child = self.child else { return }
            var encoder = RecordEncoder()
            child.send { bytes in
                var json = JSONWriter()
                encoder.record(record, to: &json)
                json.endLine()
                json.out.take(into: &bytes)
            }
            for what in encoder.unwritten {
                sink.cannotWrite(what, of: record, code: "\(self.voice.name).date", hint: "EDTF has no form for it")
            }
            guard child.waitingInput > ProgramWriting.queue else { return }
            child.resume()
            while child.waitingInput > ProgramWriting.queue / 2, !child.outputHasEnded { try child.step() }
            if child.outputHasEnded || child.hasLeftInput { try self.leave(child) }
        }
    }

    func end(into sink: inout WriteSink) {
        serve(&sink) { (self, sink) throws(ChildProcess.Failure) in
            guard let child = self.child else { return }
            child.closeInput()
            while !child.outputHasEnded, child.output.count < ProgramWriting.outputSize { try child.step() }
            sink.continues = !child.outputHasEnded
            guard child.outputHasEnded else { return }
            if child.waitingInput > 0 || child.hasLeftInput { try self.leave(child) }
            try child.finish()
            sink.diagnostics += self.voice.diagnostics(of: child, atEnd: true)
        }
        if !sink.continues { child = nil }
    }

    /// The child takes no more, and there is more. Why it went is worth more than that it went.
    private func leave(_ child: ChildProcess) throws(ChildProcess.Failure) {
        while !child.outputHasEnded, child.output.count < program.limits.line { try child.step() }
        try child.finish()
        throw .leftInput
    }

    /// Does something with the child, and hands on what it gave; where it fails, the output is given up.
    private func serve(
        _ sink: inout WriteSink,
        _ body: (ProgramWriting, inout WriteSink) throws(ChildProcess.Failure) -> Void
    ) {
        lock.withLock { _ in
            if isBroken { return }
            do throws(ChildProcess.Failure) {
                try body(self, &sink)
            } catch {
                isBroken = true
                child?.end()
                sink.continues = false
                sink.failure = voice.failure(error, of: child)
            }
            guard let child else { return }
            sink.bytes += child.takeOutput()
            sink.diagnostics += voice.diagnostics(of: child)
        }
    }
}
