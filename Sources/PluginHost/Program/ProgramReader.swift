internal import Formats

/// Reads through a program: the input goes to its standard input as fast as it takes it, and its lines come back, to be parsed
/// on all cores. What it is ahead of us waits in the pipe, and it waits with it.
struct ProgramReader: RecordReader {
    private let run: ProgramReading

    init(_ program: ProgramFormat, _ input: Input, options: FormatOptions) {
        run = ProgramReading(program, input, options: options)
    }

    mutating func next() throws(InputError) -> Piece? { try run.next() }
}

private final class ProgramReading {
    private let program: ProgramFormat
    private let options: FormatOptions
    private let input: Input
    private var pieces: TextPieces?
    private let voice: ProgramVoice
    private var child: ChildProcess?
    private var isDone = false
    private var line = 1
    private var pieceCount = 0
    private var inputBytes = 0

    private static let pieceSize = 1 << 18

    init(_ program: ProgramFormat, _ input: Input, options: FormatOptions) {
        self.program = program
        self.options = options
        self.input = input
        voice = ProgramVoice(name: program.descriptor.id, source: input.name)
        if program.claim.isText {
            pieces = TextPieces(input) { $0.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } }
        }
    }

    func next() throws(InputError) -> Piece? {
        if isDone { return nil }
        if child == nil, let failure = start() { return giveUp(failure) }
        guard let child else { return nil }
        var diagnostics: [Diagnostic] = []
        var wanted = ProgramReading.pieceSize
        while true {
            while child.output.count < wanted, !child.outputHasEnded {
                if child.wantsInput { diagnostics += try feed(child) }
                if let failure = attempt({ () throws(ChildProcess.Failure) in try child.step() }) {
                    return giveUp(failure, diagnostics)
                }
            }
            if child.outputHasEnded { return last(child, diagnostics) }
            if let end = child.output.lastIndex(of: UInt8(ascii: "\n")) {
                return piece(child.takeOutput(end + 1), diagnostics + voice.diagnostics(of: child))
            }
            if child.output.count > program.limits.line { return giveUp(.endlessLine, diagnostics) }
            wanted = child.output.count * 2
        }
    }

    private func start() -> ChildProcess.Failure? {
        attempt { () throws(ChildProcess.Failure) in child = try program.start("read", options, on: .reading) }
    }

    private func attempt(_ body: () throws(ChildProcess.Failure) -> Void) -> ChildProcess.Failure? {
        do throws(ChildProcess.Failure) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    /// Gives the child more of the input. Our own input may keep us waiting: that is not the child's fault, and its time
    /// begins anew.
    private func feed(_ child: ChildProcess) throws(InputError) -> [Diagnostic] {
        do throws(InputError) {
            if pieces == nil {
                var block: [UInt8] = []
                if try input.read(ProgramReading.pieceSize, appendingTo: &block) > 0 {
                    inputBytes += block.count
                    child.send(block)
                } else {
                    child.closeInput()
                }
                return []
            }
            guard let piece = try pieces?.next() else {
                child.closeInput()
                return []
            }
            inputBytes += piece.bytes.count
            child.send(piece.bytes)
            return piece.diagnostics
        } catch {
            isDone = true
            child.end()
            throw error
        }
    }

    private func piece(
        _ bytes: [UInt8], _ diagnostics: [Diagnostic], failure: ChildProcess.Failure? = nil
    ) -> Piece {
        let (voice, firstLine) = (voice, line)
        line += bytes.lineBreaks
        let most = pieceCount < 4 ? 1000 : 100
        pieceCount += 1
        let reason = failure.map { voice.failure($0, of: child) }
        defer { inputBytes = 0 }
        return Piece(size: inputBytes) {
            var batch = ProgramLines(voice, firstLine: firstLine, most: most).parse(bytes)
            batch.diagnostics = diagnostics + batch.diagnostics
            batch.failure = reason
            return batch
        }
    }

    /// What is left, and how the child ended.
    private func last(_ child: ChildProcess, _ diagnostics: [Diagnostic]) -> Piece {
        isDone = true
        let bytes = child.takeOutput()
        let failure = attempt { () throws(ChildProcess.Failure) in try child.finish() }
        if failure != nil { child.end() }
        return piece(bytes, diagnostics + voice.diagnostics(of: child, atEnd: failure == nil), failure: failure)
    }

    private func giveUp(_ failure: ChildProcess.Failure, _ diagnostics: [Diagnostic] = []) -> Piece {
        isDone = true
        child?.end()
        // What it gave before is read: it may say why it stopped.
        let bytes = child?.takeOutput() ?? []
        let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let said = child.map { voice.diagnostics(of: $0) } ?? []
        return piece(Array(bytes[0..<end]), diagnostics + said, failure: failure)
    }
}
