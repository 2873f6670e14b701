internal import Formats
internal import Records

extension FormatRules {
    /// What the shared records lose when they are written and read again: a line for each entry that is not the same. A
    /// format's test compares it with what its README states.
    public func losses() throws -> [String] {
        try SharedRecords.all.flatMap { record in
            try losses(of: record, readBack: read(try write([record]).bytes).records.first ?? Record())
        }
    }

    private func losses(of record: Record, readBack back: Record) -> [String] {
        var losses: [String] = []
        for entry in record.entries where !back.entries.contains(entry) {
            losses.append("\(record.key): \(entry.content)")
        }
        for kept in record.kept where !back.kept.contains(kept) {
            losses.append("\(record.key): kept \(kept.format) \(kept.name)")
        }
        if back.type != record.type { losses.append("\(record.key): type \(record.type) came back as \(back.type)") }
        if back.key != record.key { losses.append("\(record.key): key came back as \(back.key)") }
        return losses
    }

    /// Words of the sample that are neither in a record, nor in a message, nor written again; and values of the shared
    /// records that the output does not have and of which nothing is said.
    func silentLosses() throws -> [String] {
        var findings: [String] = []
        if format.descriptor.canRead, !sample.isEmpty { findings += try unreadWords() }
        if format.descriptor.canRead, format.descriptor.canWrite { findings += try unwrittenValues() }
        return findings
    }

    private func unreadWords() throws -> [String] {
        let result = try read(sample)
        var heap = Set<String>()
        for record in result.records {
            heap.insert(record.key)
            heap.formUnion(record.entries.flatMap { "\($0) \($0.content.hiddenText)".words })
            heap.formUnion(record.kept.flatMap { ($0.value + " " + $0.name).words })
        }
        for kept in result.info.kept { heap.formUnion((kept.value + " " + kept.name).words) }
        heap.formUnion(result.info.title.words)
        for diagnostic in result.diagnostics {
            heap.formUnion((diagnostic.message + " " + (diagnostic.hint ?? "")).words)
        }
        // Where a format cannot write, its own words (tags, delimiters) cannot be told from values: only what stands in
        // many places would be one.
        if format.descriptor.canWrite {
            heap.formUnion(String(decoding: try write(result.records, info: result.info).bytes, as: UTF8.self).words)
        } else {
            heap.formUnion(String(decoding: sample, as: UTF8.self).repeatedWords)
            heap.formUnion(format.descriptor.ownWords().words)
        }
        var lost: [String] = []
        for word in String(decoding: sample, as: UTF8.self).withoutTags(of: format.descriptor).words
        where heap.insert(word).inserted { lost.append(word) }
        if lost.isEmpty { return [] }
        let shown = lost.prefix(8).map { "“\($0)”" }.joined(separator: ", ")
        return ["of the sample, \(lost.count) words are in no record and no message: \(shown)"]
    }

    private func unwrittenValues() throws -> [String] {
        var findings: [String] = []
        for record in SharedRecords.all {
            let written = try write([record])
            if written.diagnostics.contains(where: { $0.record == record.key }) { continue }
            let text = Set(String(decoding: written.bytes, as: UTF8.self).words)
            let back = try read(written.bytes).records.first ?? Record()
            let backWords = Set(back.entries.flatMap { "\($0)".words })
            for entry in record.entries where !back.entries.contains(entry) {
                let missing = entry.content.ownWords.filter { !text.contains($0) && !backWords.contains($0) }
                if !missing.isEmpty {
                    findings.append(
                        "“\(record.key)” is written without \(missing.map { "“\($0)”" }.joined(separator: ", ")) and no message"
                    )
                }
            }
        }
        return findings
    }
}

extension Entry.Content {
    /// What a value holds apart, so that its description does not say it.
    fileprivate var hiddenText: String {
        switch self {
        case .date(_, let date): "\(date.edtf) \(date.raw)"
        case .names(_, let names): names.map { "\($0.asWritten) \($0.role) \($0.suffix)" }.joined(separator: " ")
        default: ""
        }
    }

    /// The words of a text or of names: what must be found in any form of them.
    fileprivate var ownWords: [String] {
        switch self {
        case .text(_, let text): text.string.words
        case .names(_, let names): names.flatMap { ($0.isLiteral ? $0.literal : $0.family).words }
        case .date, .reference, .relation: []
        }
    }
}

extension String {
    /// Runs of letters and digits of four or more, in lower case. A number after letters only counts things ("author2").
    fileprivate var words: [String] {
        split { !($0.isLetter || $0.isNumber) }.map { run in
            let base = run.reversed().drop { $0.isNumber }.reversed()
            return base.isEmpty ? String(run) : String(base)
        }
        .filter { $0.count >= 4 }.map { $0.lowercased() }
    }

    /// Those that stand twice or more.
    fileprivate var repeatedWords: [String] {
        var seen = Set<String>()
        return words.filter { !seen.insert($0).inserted }
    }
}

extension String {
    /// A page of HTML, of a format that is only read, without tags, scripts and head: they are no values.
    fileprivate func withoutTags(of descriptor: FormatDescriptor) -> String {
        guard !descriptor.canWrite, descriptor.extensions.contains("html"), first(where: { !$0.isWhitespace }) == "<"
        else {
            return self
        }
        var out = ""
        var tag = ""
        var isWithin = false
        var silent = ""
        for character in self {
            if character == "<" {
                isWithin = true
                tag = ""
            } else if character == ">", isWithin {
                isWithin = false
                out += " "
                let name = tag.prefix { $0.isLetter || $0.isNumber || $0 == "/" }.lowercased()
                if silent.isEmpty, ["head", "script", "style", "nav", "form", "footer"].contains(name) {
                    silent = "/" + name
                }
                if name == silent { silent = "" }
            } else if isWithin {
                tag.append(character)
            } else if silent.isEmpty {
                out.append(character)
            }
        }
        return out
    }
}
