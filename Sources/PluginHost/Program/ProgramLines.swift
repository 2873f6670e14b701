internal import Formats
internal import JSON
internal import RecordJSON
internal import Records

/// Parses the lines that a program gives: records, `{"collection":{…}}` and `{"diagnostic":{…}}`.
struct ProgramLines {
    private let voice: ProgramVoice
    private let firstLine: Int
    private var decoder: RecordDecoder
    private var batch = Batch()
    private var limit: DiagnosticLimit

    /// - Parameters:
    ///   - firstLine: the number of the first line in the whole answer.
    ///   - most: how many diagnostics are shown.
    init(_ voice: ProgramVoice, firstLine: Int, most: Int = 1000) {
        self.voice = voice
        self.firstLine = firstLine
        decoder = RecordDecoder(format: voice.name)
        limit = DiagnosticLimit(most: most)
    }

    consuming func parse(_ bytes: [UInt8]) -> Batch {
        var number = firstLine
        bytes.withUnsafeBufferPointer { bytes in
            let isUTF8 = bytes.firstNonUTF8() == nil
            for line in JSONLineSequence(bytes) {
                self.line(line, number, isUTF8: isUTF8 || line.firstNonUTF8() == nil)
                number += 1
            }
        }
        batch.diagnostics = limit.take(from: voice.name)
        return batch
    }

    private mutating func line(_ bytes: UnsafeBufferPointer<UInt8>, _ number: Int, isUTF8: Bool) {
        var cursor = JSONCursor(bytes)
        cursor.skipSpace()
        if cursor.offset == bytes.count { return }
        do {
            try value(&cursor)
            if !isUTF8 {
                limit.add(voice.say(.warning, "plugin.not-utf8", "gave no UTF-8 in line \(number); it was mended"))
            }
        } catch {
            let shown = String(decoding: bytes.prefix(80), as: UTF8.self).tamed(80)
            limit.add(
                voice.say(
                    .error, "plugin.not-json", "gave no JSON in line \(number): \(error.description)",
                    hint: "the line is left out: \(shown)"))
        }
        for problem in decoder.takeProblems() {
            limit.add(
                voice.say(
                    .warning, "plugin.\(problem.code)", "line \(number): \(problem.message)", hint: problem.hint))
        }
    }

    private mutating func value(_ cursor: inout JSONCursor) throws(JSONError) {
        var probe = cursor
        try probe.enterObject()
        let first = try probe.nextKey()
        if first?.equals("diagnostic") == true {
            let value = try whole(&cursor)
            limit.add(voice.diagnostic(value))
        } else if first?.equals("collection") == true {
            try cursor.enterObject()
            while let key = try cursor.nextKey() {
                if key.equals("collection") { batch.info = try decoder.info(&cursor) } else { try cursor.skip() }
            }
            try cursor.finish()
        } else {
            let record = try decoder.record(&cursor)
            try cursor.finish()
            batch.records.append(record)
        }
    }

    private func whole(_ cursor: inout JSONCursor) throws(JSONError) -> JSONValue {
        var remarks: [JSONRemark] = []
        let value = try JSONValue(&cursor, remarks: &remarks)
        try cursor.finish()
        return value
    }
}
