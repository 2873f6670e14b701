internal import Formats
internal import JSON
internal import RecordJSON
internal import Records

/// Runs a shared library as a program of the plugin protocol: the other end of `--isolate`, in a process of its own, which may
/// crash.
public enum LibraryService {
    /// Answers one request of the protocol on the standard streams.
    ///
    /// - Parameters:
    ///   - path: the library.
    ///   - arguments: `describe`, `recognize`, `read` or `write`, then options as `--name=value`.
    /// - Returns: the process's exit status.
    public static func run(_ path: String, _ arguments: [String]) -> Int32 {
        do {
            let library = LazyLibrary(path: path)
            let claim = try library.loaded().claim
            let format = LibraryFormat(path: path, claim: claim, library: library)
            let options = options(arguments.dropFirst())
            switch arguments.first {
            case "describe": try describe(claim)
            case "recognize": try recognize(format)
            case "read": try read(format, options)
            case "write": try write(format, options)
            default: throw Diagnostic(.error, "plugin.usage", "describe, recognize, read or write is to be said")
            }
            return 0
        } catch let diagnostic as Diagnostic {
            say(diagnostic.message)
        } catch let error as OutputError {
            say(error.diagnostic.message)
        } catch let error as InputError {
            say(error.diagnostic.message)
        } catch {
            say("\(error)")
        }
        return 3
    }

    private static func options(_ arguments: ArraySlice<String>) -> FormatOptions {
        var options = FormatOptions()
        for argument in arguments where argument.hasPrefix("--") {
            let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            options[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
        }
        return options
    }

    private static func describe(_ claim: PluginClaim) throws {
        var json = JSONWriter()
        ProgramDescription.write(claim, to: &json)
        var output = Output.standardOutput()
        json.endLine()
        try output.write(json.bytes)
        try output.commit()
    }

    private static func recognize(_ format: LibraryFormat) throws {
        let head = try Input(path: "-").peek(1 << 16)
        let confidence = head.withUnsafeBufferPointer { format.descriptor.recognize($0) }
        var output = Output.standardOutput()
        try output.write(ProgramDescription.words[Int(confidence.rawValue)] + "\n")
        try output.commit()
    }

    private static func read(_ format: LibraryFormat, _ options: FormatOptions) throws {
        var output = Output.standardOutput()
        var reading = Reading([.init(try Input(path: "-"), format, options: options)])
        while let parts = try reading.next() {
            for part in parts {
                try output.write(lines(of: part.batch))
                // What was read so far is worth having if the library crashes in what comes next.
                try output.flush()
                if let failure = part.batch.failure { throw failure }
            }
        }
        try output.commit()
    }

    private static func lines(of batch: Batch) -> [UInt8] {
        var json = JSONWriter()
        if let info = batch.info {
            json.beginObject()
            json.key("collection")
            RecordEncoder().info(info, to: &json)
            json.endObject()
            json.endLine()
        }
        for diagnostic in batch.diagnostics {
            append(diagnostic, to: &json)
            json.endLine()
        }
        var encoder = RecordEncoder()
        for record in batch.records {
            encoder.record(record, to: &json)
            json.endLine()
        }
        return json.bytes
    }

    private static func append(_ diagnostic: Diagnostic, to json: inout JSONWriter) {
        json.beginObject()
        json.key("diagnostic")
        json.beginObject()
        json.member("severity", diagnostic.severity.name)
        json.member("code", diagnostic.code)
        json.member("message", diagnostic.message)
        if let hint = diagnostic.hint { json.member("hint", hint) }
        if let record = diagnostic.record { json.member("record", record) }
        if let place = diagnostic.place, place.line > 0 {
            json.key("line")
            json.number(place.line)
            json.key("column")
            json.number(place.column)
        }
        json.endObject()
        json.endObject()
    }

    private static func write(_ format: LibraryFormat, _ options: FormatOptions) throws {
        let writer = try format.makeWriter(options: options)
        var output = Output.standardOutput()
        var pieces = TextPieces(try Input(path: "-")) { $0.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } }
        var head = CollectionHead()
        var line = 1
        var hasBegun = false
        var hasWritten = false
        func put(_ body: (inout WriteSink) -> Void) throws {
            var sink = WriteSink()
            body(&sink)
            try output.write(sink.bytes)
            for diagnostic in sink.diagnostics { say(diagnostic) }
            if let failure = sink.failure { throw failure }
        }
        func begin() throws {
            if hasBegun { return }
            hasBegun = true
            try put { writer.begin(head, into: &$0) }
        }
        while let piece = try pieces.next() {
            let voice = ProgramVoice(name: format.descriptor.id)
            let batch = ProgramLines(voice, firstLine: line).parse(piece.bytes)
            line += piece.bytes.lineBreaks
            for diagnostic in batch.diagnostics { say(diagnostic) }
            if let info = batch.info { head.info = info }
            try begin()
            try put { sink in
                for record in batch.records where sink.failure == nil {
                    if hasWritten { sink.bytes += writer.separator }
                    hasWritten = true
                    writer.write(record, into: &sink)
                }
            }
        }
        try begin()
        try put { writer.end(head, into: &$0) }
        try output.flush()
    }

    /// A message of the protocol, on standard error.
    private static func say(_ diagnostic: Diagnostic) {
        var json = JSONWriter()
        append(diagnostic, to: &json)
        say(String(decoding: json.bytes, as: UTF8.self))
    }

    private static func say(_ line: String) { writeToStandardError(line + "\n") }
}
