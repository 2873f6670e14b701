internal import Formats
internal import JSON

/// A format in a program that is started for each input and output.
struct ProgramFormat: Format {
    let descriptor: FormatDescriptor
    let claim: PluginClaim
    let limits: ChildProcess.Limits
    private let command: ChildProcess.Command

    /// - Parameters:
    ///   - origin: the program; or the library that the program runs for us.
    ///   - claim: what the program said of itself when it was asked.
    init(
        _ command: ChildProcess.Command, origin: FormatDescriptor.Origin, claim: PluginClaim,
        limits: ChildProcess.Limits
    ) {
        self.command = command
        self.claim = claim
        self.limits = limits
        descriptor = claim.descriptor(origin: origin) { head in
            let sure = Signature.confidence(of: claim.signatures, in: head)
            if !claim.recognizes || sure == .certain { return sure }
            return max(sure, ProgramFormat.recognize(head, by: command, limits: limits))
        }
    }

    func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader {
        guard descriptor.canRead else { throw RegistryError.cannotRead(descriptor.id, readable: []) }
        return ProgramReader(self, input, options: options)
    }

    func makeWriter(options: FormatOptions) throws -> any RecordWriter {
        guard descriptor.canWrite else { throw RegistryError.cannotWrite(descriptor.id, writable: []) }
        return ProgramWriter(self, options: options)
    }

    /// Starts the program to read or to write, with the options that were given for it.
    func start(
        _ verb: String, _ options: FormatOptions, on side: OptionDescriptor.Side
    ) throws(ChildProcess.Failure) -> ChildProcess {
        var arguments = [verb]
        for option in claim.options where option.side == side || option.side == .both {
            guard let value = options[option.name] else { continue }
            arguments.append(option.value == .flag ? "--\(option.name)" : "--\(option.name)=\(value)")
        }
        return try ChildProcess(command, arguments, limits: limits)
    }

    /// Asks a program what it is.
    ///
    /// - Throws: a `Diagnostic` that says why it cannot be used.
    static func describe(
        _ command: ChildProcess.Command, limits: ChildProcess.Limits
    ) throws(Diagnostic) -> PluginClaim {
        let answer = try run(command, "describe", input: [], limits: limits)
        func refuse(_ reason: String) -> Diagnostic {
            Diagnostic(
                .warning, "plugin.bad-description", "cannot be used: \(reason)", at: Place(source: command.origin))
        }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: answer)
        } catch {
            let shown = String(decoding: answer.prefix(80), as: UTF8.self).tamed(80)
            throw refuse("asked to describe itself, it gives no JSON (\(error.description)): \(shown)")
        }
        let (claim, objections) = ProgramDescription.claim(from: value)
        if let objection = objections.first { throw refuse(objection) }
        return claim
    }

    private static func recognize(
        _ head: UnsafeBufferPointer<UInt8>, by command: ChildProcess.Command, limits: ChildProcess.Limits
    ) -> FormatDescriptor.Confidence {
        guard let answer = try? run(command, "recognize", input: Array(head), limits: limits) else { return .no }
        let word = String(decoding: answer.prefix(40), as: UTF8.self).filter { !$0.isWhitespace }
        return ProgramDescription.confidence(word) ?? .no
    }

    /// Runs a program on a small input, and gives all that it answers, at most a megabyte.
    private static func run(
        _ command: ChildProcess.Command, _ verb: String, input: [UInt8], limits: ChildProcess.Limits
    ) throws(Diagnostic) -> [UInt8] {
        var child: ChildProcess?
        do throws(ChildProcess.Failure) {
            let started = try ChildProcess(command, [verb], limits: limits)
            child = started
            if !input.isEmpty { started.send(input) }
            started.closeInput()
            while !started.outputHasEnded {
                try started.step()
                if started.output.count > 1 << 20 { throw .endlessLine }
            }
            let answer = started.takeOutput()
            try started.finish()
            return answer
        } catch {
            child?.end()
            var refusal = ProgramVoice(name: command.origin, source: nil).failure(error, of: child)
            refusal.severity = .warning
            refusal.place = Place(source: command.origin)
            refusal.message = error.words
            throw refusal
        }
    }
}

extension ChildProcess.Command {
    /// What a message calls it: the program, or the library that it runs.
    var origin: String { arguments.last ?? path }
}
