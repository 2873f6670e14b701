internal import Records

/// Reads where an original lies from the words of an archive's source line: "RGAE f. 8157, op. 1, 1957, d. 1991, l. 77-80".
///
/// What is a level is said by a table; what is not understood stays, word for word, as the location.
struct ReferenceParser: Sendable {
    private let table: RepositoryTable
    private let names: [(name: String, repository: Int)]

    init(_ table: RepositoryTable) {
        self.table = table
        var names: [(String, Int)] = []
        for (index, row) in table.repositories.enumerated() {
            for name in [row.name, row.code] + row.aliases where !name.isEmpty { names.append((name, index)) }
        }
        // The longest first: "SAPMO-BArch" before "BArch".
        self.names = names.sorted { $0.0.utf8.count > $1.0.utf8.count }
    }

    /// - Parameters:
    ///   - text: the source line without its credits.
    ///   - archive: the repository as the page names it apart; empty where it does not.
    func reference(_ text: String, archive: String = "") -> ArchivalReference {
        var reference = ArchivalReference()
        let text = text.tidied.withoutFinalStop
        var rest = text
        var row: RepositoryTable.Repository?
        if let (index, range) = find(in: text) {
            row = table.repositories[index]
            rest = ReferenceParser.without(range, in: text)
        } else if let (index, _) = find(in: archive) {
            row = table.repositories[index]
        }
        if let row {
            reference.repository = Text(row.name)
            reference.code = row.code
            reference.place = row.place
            reference.country = row.country
            rest = ReferenceParser.withoutPlace(rest, row)
        } else {
            rest = takeUnknown(archive: archive, from: rest, &reference)
        }
        let levels = LevelReader(table: table, repository: row).levels(of: rest)
        reference.levels = levels.levels
        if !levels.isWhole { reference.location = Text(rest.isEmpty ? text : rest) }
        return reference
    }

    // MARK: The repository

    /// A known name in the text, at the start or after a mark or space; the one that begins first, of those the longest.
    private func find(in text: String) -> (repository: Int, range: Range<Int>)? {
        var best: (Int, Range<Int>)?
        for (name, index) in names {
            guard let range = text.wholeWords(name) else { continue }
            if let found = best, found.1.lowerBound <= range.lowerBound { continue }
            best = (index, range)
        }
        return best
    }

    /// The text without a name and the marks and brackets around it.
    private static func without(_ range: Range<Int>, in text: String) -> String {
        let before = text.part(0..<range.lowerBound)
        var after = text.part(range.upperBound..<text.utf8.count)
        // "Hungarian National Archives (MOL), XIX-J-1-j"
        if after.hasPrefix(" ("), let close = after.firstIndex(of: ")") {
            after = String(after[after.index(after: close)...])
        }
        let tail = after.drop { ",;: .".contains($0) }
        let head = before.tidied.trimmedMarks
        return (head.isEmpty ? String(tail) : head + (tail.isEmpty ? "" : ", ") + tail).tidied
    }

    /// Without the repository's city and its other names, which often stand beside the first.
    private static func withoutPlace(_ text: String, _ row: RepositoryTable.Repository) -> String {
        var parts = text.split(separator: ",").map { String($0.trimmed) }
        parts.removeAll { $0 == row.place || $0 == row.code || $0 == row.name || $0 == row.country }
        return parts.joined(separator: ", ")
    }

    /// A repository that the table has not: as the page names it, else the first part of the line where that is an archive.
    private func takeUnknown(archive: String, from text: String, _ reference: inout ArchivalReference) -> String {
        if !archive.isEmpty {
            var name = archive.tidied
            if name.hasSuffix(")"), let open = name.lastIndex(of: "(") {
                reference.code = String(name[name.index(after: open)...].dropLast())
                name = String(name[..<open]).tidied
            }
            reference.repository = Text(name)
            return text.hasPrefix(name) ? String(text.dropFirst(name.count)).trimmedMarks : text
        }
        let first = text.split(separator: ",", maxSplits: 1).first.map { String($0.trimmed) } ?? ""
        let words = first.folded.split(separator: " ")
        let isArchive = words.contains { word in
            ["archiv", "librar", "museum", "record", "institut", "fond"].contains {
                word.hasPrefix($0) && !word.hasSuffix(".")
            }
        }
        guard isArchive, words.count > 1, words.first?.hasPrefix("fond") != true, !first.contains(where: \.isNumber)
        else {
            return text
        }
        reference.repository = Text(first)
        return String(text.dropFirst(first.count)).trimmedMarks
    }
}

extension String {
    /// Without a full stop at its end.
    var withoutFinalStop: String { hasSuffix(".") && !hasSuffix("..") ? String(dropLast()).tidied : self }

    /// Without commas, semicolons and colons at its ends.
    var trimmedMarks: String {
        var text = self[...]
        while let first = text.first, ",;: ".contains(first) { text = text.dropFirst() }
        while let last = text.last, ",;: ".contains(last) { text = text.dropLast() }
        return String(text)
    }

    /// Where a name stands that neither begins nor ends within a word; case matters.
    func wholeWords(_ name: String) -> Range<Int>? {
        let text = Array(utf8)
        let wanted = Array(name.utf8)
        guard let first = wanted.first, wanted.count <= text.count else { return nil }
        for start in 0...(text.count - wanted.count) where text[start] == first {
            guard start == 0 || !text[start - 1].isPartOfWord,
                text[start..<(start + wanted.count)].elementsEqual(wanted)
            else { continue }
            let end = start + wanted.count
            if end == text.count || !text[end].isPartOfWord { return start..<end }
        }
        return nil
    }
}

extension UInt8 {
    /// Letters and digits, and bytes of letters beyond ASCII.
    fileprivate var isPartOfWord: Bool {
        self >= 0x80 || (self >= 0x30 && self <= 0x39) || (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A)
            || self == UInt8(ascii: "-")
    }
}
