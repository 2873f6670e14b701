public import Formats
internal import Records

/// What every format has to keep, whatever its origin: the tests of the built-in formats and `ibid plugins check` call this.
///
///     let rules = FormatRules(format, sample: bytes)
///     for finding in rules.check() { print(finding.rule, finding.message) }
public struct FormatRules {
    let format: any Format
    let sample: [UInt8]
    private let places: Int

    /// - Parameters:
    ///   - sample: a good input of the format with at least two records; empty for a format that cannot be read.
    ///   - places: at how many places the sample is cut and damaged; by default 200, and 8 for a program, which is started anew
    ///     each time.
    public init(_ format: any Format, sample: [UInt8], places: Int? = nil) {
        self.format = format
        self.sample = sample
        if case .program = format.descriptor.origin { self.places = places ?? 8 } else { self.places = places ?? 200 }
    }

    /// Something that a format does not keep.
    public struct Finding: Sendable, Hashable {
        public var rule: Rule
        /// One sentence: what was given, and what came.
        public var message: String
    }

    /// The rules, by the names that `ibid plugins check` prints.
    public enum Rule: String, CaseIterable, Sendable, Hashable {
        /// The sample holds two records or more and no errors.
        case sample
        /// Nothing comes of an empty input.
        case empty
        /// Cut off anywhere, the sample is read or reported: no crash, no hang.
        case cutOff = "cut-off"
        /// Zeros, lone byte order marks, bytes that are no UTF-8: read or reported.
        case badBytes = "bad-bytes"
        /// A byte order mark changes nothing.
        case byteOrderMark = "byte-order-mark"
        /// Nor do the line ends of Windows.
        case lineEnds = "line-ends"
        /// Nor does UTF-16.
        case utf16 = "utf-16"
        /// On one core or several, the records are the same.
        case cores
        /// Written twice, the bytes are the same, on one core or several.
        case writtenTwice = "written-twice"
        /// What was written is read back the same.
        case roundTrip = "round-trip"
        /// What is not in the records or not written is told.
        case silence = "nothing-lost-in-silence"
    }

    /// Checks the rules.
    ///
    /// - Parameter rules: which, in the order in which they are checked. Those of a half that the format lacks are passed over.
    /// - Returns: what is not kept; empty where all is well.
    public func check(_ rules: [Rule] = Rule.allCases) -> [Finding] {
        rules.flatMap { rule in
            guard applies(rule) else { return [Finding]() }
            do {
                return try check(rule).map { Finding(rule: rule, message: $0) }
            } catch {
                return [Finding(rule: rule, message: FormatRules.words(of: error))]
            }
        }
    }

    /// Whether a format with these halves, and with this sample, can be held to a rule.
    public func applies(_ rule: Rule) -> Bool {
        let descriptor = format.descriptor
        let reads = descriptor.canRead && !sample.isEmpty
        switch rule {
        case .empty, .badBytes: return descriptor.canRead
        case .sample, .cutOff, .byteOrderMark, .lineEnds, .utf16, .cores: return reads
        case .writtenTwice: return descriptor.canWrite
        case .roundTrip: return reads && descriptor.canWrite
        case .silence: return reads || (descriptor.canRead && descriptor.canWrite)
        }
    }

    private func check(_ rule: Rule) throws -> [String] {
        switch rule {
        case .sample: return try readsSample()
        case .empty: return try read([]).records.isEmpty ? [] : ["records come out of an empty input"]
        case .cutOff: return try survives(cuts.map { Array(sample[0..<$0]) }, "the sample cut off")
        case .badBytes: return try survives(badInputs, "bytes that are no text")
        case .byteOrderMark: return try same([0xEF, 0xBB, 0xBF] + sample, "a byte order mark changes the records")
        case .lineEnds: return try same(sample.withCRLF, "the line ends of Windows change the records")
        case .utf16: return try same(sample.asUTF16, "UTF-16 changes the records")
        case .cores:
            let same = try read(sample, cores: 1).records == read(sample, cores: 2).records
            return same ? [] : ["on two cores the records are not those of one"]
        case .writtenTwice: return try writesTheSameTwice()
        case .roundTrip: return try readsWhatItWrote()
        case .silence: return try silentLosses()
        }
    }

    /// Places to cut or damage the sample: all of a short one, a fixed number of a long one.
    private var cuts: [Int] {
        Array(stride(from: 0, to: sample.count, by: max(1, (sample.count + places - 1) / max(1, places))))
    }

    private var badInputs: [[UInt8]] {
        let damaged = cuts.map { position in
            var copy = sample
            copy[position] = 0xFF
            return copy
        }
        return [[UInt8](repeating: 0, count: 1000), [0xFF, 0xFE], [0xEF, 0xBB, 0xBF]] + damaged
    }

    private static func words(of error: any Error) -> String {
        switch error {
        case let diagnostic as Diagnostic: diagnostic.message
        case let error as InputError: error.diagnostic.message
        case let error as RegistryError: error.diagnostic.message
        default: "\(error)"
        }
    }
}

extension FormatRules {
    // MARK: The rules

    private func readsSample() throws -> [String] {
        let result = try read(sample)
        var findings = result.diagnostics.filter { $0.severity == .error }
            .map { "in the sample, line \($0.place?.line ?? 0): \($0.message) [\($0.code)]" }
        if result.records.count < 2 { findings.append("the sample has fewer than two records") }
        return findings
    }

    private func survives(_ inputs: [[UInt8]], _ what: String) throws -> [String] {
        for input in inputs {
            do {
                _ = try read(input)
            } catch {
                return ["\(what), \(input.count) bytes: \(FormatRules.words(of: error))"]
            }
        }
        return []
    }

    private func same(_ other: [UInt8], _ what: String) throws -> [String] {
        let before = try read(sample).records.map(\.withoutLineEnds)
        let after = try read(other).records.map(\.withoutLineEnds)
        return before == after ? [] : [what]
    }

    private func writesTheSameTwice() throws -> [String] {
        let first = try write(SharedRecords.all)
        let second = try write(SharedRecords.all, cores: 2)
        _ = try write([])
        if first.bytes.isEmpty { return ["nothing is written"] }
        return first.bytes == second.bytes ? [] : ["two writings of the same records differ"]
    }

    private func readsWhatItWrote() throws -> [String] {
        let records = try read(sample).records
        let written = try write(records).bytes
        let again = try read(written).records
        guard again.count == records.count else {
            return ["\(records.count) records were written, and \(again.count) read again"]
        }
        var findings: [String] = []
        for (record, other) in zip(records, again) where record != other {
            findings.append(
                """
                written and read again, “\(record.key)” differs
                  before: \(FormatRules.difference(record, other))
                  after:  \(FormatRules.difference(other, record))
                """)
        }
        if try write(again).bytes != written { findings.append("written, read and written again, the bytes differ") }
        return findings
    }

    private static func difference(_ a: Record, _ b: Record) -> String {
        var parts = a.entries.filter { !b.entries.contains($0) }.map { "\($0)" }
        parts += a.kept.filter { !b.kept.contains($0) }.map { "\($0)" }
        if a.key != b.key { parts.append("key \(a.key)") }
        if a.type != b.type { parts.append("type \(a.type)") }
        if !parts.isEmpty { return parts.joined(separator: "; ") }
        return a.entries == b.entries
            ? "(order of what is kept) \(a.kept.map { "\($0.name) \($0.value)" })"
            : "(order of entries) \(a.entries.map { "\($0.content)" })"
    }
}

extension Record {
    /// The record with every CRLF in its texts made LF: a format may keep line ends within a value.
    fileprivate var withoutLineEnds: Record {
        var copy = self
        for index in copy.entries.indices {
            if case .text(let field, let text) = copy.entries[index].content, text.string.utf8.contains(13) {
                copy.entries[index].content = .text(field, Text(text.string.withoutCR, spans: text.spans))
            }
        }
        for index in copy.kept.indices { copy.kept[index].value = copy.kept[index].value.withoutCR }
        return copy
    }
}

extension String {
    fileprivate var withoutCR: String { String(decoding: utf8.filter { $0 != 13 }, as: UTF8.self) }
}

extension [UInt8] {
    fileprivate var withCRLF: [UInt8] {
        var out: [UInt8] = []
        for byte in self {
            if byte == UInt8(ascii: "\n"), out.last != UInt8(ascii: "\r") { out.append(UInt8(ascii: "\r")) }
            out.append(byte)
        }
        return out
    }

    /// Little-endian, with its byte order mark.
    fileprivate var asUTF16: [UInt8] {
        var out: [UInt8] = [0xFF, 0xFE]
        for unit in String(decoding: self, as: UTF8.self).utf16 { out += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        return out
    }
}
