internal import Records
internal import TeX

// Titles, taken apart again where the source told their parts apart, and archival references.
extension EntryWriter {
    mutating func title(_ field: TextField, _ text: Text) {
        let isVolume = statements.has(.volumeTitle)
        let isPart = entryType.kind == .partOfBook
        switch field {
        case .title:
            let names =
                isVolume && !isPart
                ? ("maintitle", "mainsubtitle", "maintitleaddon") : ("title", "subtitle", "titleaddon")
            put(text, .subtitle, .titleAddon, names)
        case .containerTitle:
            let names: (String, String, String)
            if isVolume && isPart {
                names = ("maintitle", "mainsubtitle", "maintitleaddon")
            } else if TitleRules.isInJournal(record.type) {
                names = (dialect == .bibtex ? "journal" : "journaltitle", "journalsubtitle", "journaltitleaddon")
            } else {
                names = ("booktitle", "booksubtitle", "booktitleaddon")
            }
            put(text, .containerSubtitle, .containerTitleAddon, names)
        case .volumeTitle:
            let names = isPart ? ("booktitle", "booksubtitle", "") : ("title", "subtitle", "")
            put(text, .volumeSubtitle, nil, names)
        case .issueTitle: put(text, .issueSubtitle, nil, ("issuetitle", "issuesubtitle", ""))
        case .titleShort: shortTitle(text)
        // Parts are written with their wholes.
        default: break
        }
    }

    /// A title that ends in its subtitle and addition is written in parts: BibTeX's styles know but the whole.
    private mutating func put(
        _ text: Text, _ sub: TextField, _ addon: TextField?, _ names: (main: String, sub: String, addon: String)
    ) {
        var main = text
        guard dialect == .biblatex else { return addTitle(names.main, main) }
        if let addon, let part = statements[addon], let rest = main.removing(suffix: part, separator: ".") {
            main = rest
            addTitle(names.addon, part)
        }
        if let part = statements[sub], let rest = main.removing(suffix: part, separator: ":") {
            main = rest
            addTitle(names.sub, part)
        }
        addTitle(names.main, main)
    }

    private mutating func addTitle(_ name: String, _ text: Text) {
        if fields.has(name) { return }
        add(name, needsProtection(name, text) ? TitleProtection.protected(text) : text, asTitle: true)
    }

    /// Journals' titles are names as a whole. What was read from a .bib file without protection needs none, as long as
    /// reading it again changes nothing.
    private mutating func needsProtection(_ name: String, _ text: Text) -> Bool {
        if name.hasPrefix("journal") { return false }
        return !isFromBib || SentenceCase.changes(text, &scratch, &stretches)
    }

    /// A short title that reading makes of the title is not written. BibTeX sorts what has no author by it.
    private mutating func shortTitle(_ text: Text) {
        if let title = statements[.title],
            TitleRules.short(of: title, subtitle: statements[.subtitle], addon: statements[.titleAddon]) == text
        {
            return
        }
        if dialect == .bibtex, !statements.has(.author), !statements.has(.editor) {
            return add("key", Text(text.string))
        }
        add("shorttitle", text, asTitle: true)
    }

    // MARK: Archives

    /// The repository as the library that holds it; in BibTeX, how it was published.
    mutating func generate(_ reference: ArchivalReference) {
        let hasSource = statements.has(.source)
        let isSimple = reference == ArchivalReference(repository: reference.repository)
        if !hasSource, !reference.repository.isEmpty {
            if dialect == .bibtex, !statements.has(.publisher) {
                add("howpublished", reference.repository)
            } else {
                add("library", reference.repository)
            }
            if isSimple { return }
        }
        if hasSource { add("archive", reference.repository) }
        if !reference.place.isEmpty { add("archiveplace", Text(reference.place)) }
        if !reference.collection.isEmpty { add("archivecollection", reference.collection) }
        if !reference.locationText.isEmpty { add("archivelocation", reference.locationText) }
    }

    /// The digital archive that a copy was found in.
    mutating func archiveSource(_ text: Text) {
        add(dialect == .bibtex && !statements.has(.publisher) ? "howpublished" : "library", text)
    }
}

extension Text {
    /// The text before a part at its end; nil where it does not end so.
    func removing(suffix part: Text, separator: String) -> Text? {
        guard !part.isEmpty, string.hasSuffix(part.string), string.utf8.count > part.string.utf8.count else {
            return nil
        }
        var rest = String(string.dropLast(part.string.count))
        guard rest.hasSuffix(" ") else { return nil }
        rest.removeLast()
        if rest.hasSuffix(separator) { rest.removeLast() }
        guard !rest.isEmpty else { return nil }
        let end = Int32(clamping: rest.utf8.count)
        return Text(
            rest,
            spans: spans.compactMap { span in
                guard span.start < end else { return nil }
                var span = span
                span.end = min(span.end, end)
                return span
            })
    }
}

/// What of a title is protected against changes of case.
enum TitleProtection {
    /// A title with no-case spans says itself what is to be protected. In one without, that is in sentence case, whatever has
    /// a capital is a name; in one in headline case only words with capitals within are.
    static func protected(_ text: Text) -> Text {
        if text.spans.contains(where: { $0.style == .noCase }) { return text }
        let words = words(of: text.string)
        let plain = words.dropFirst().filter { $0.length >= 4 && !$0.afterStop }
        let small = plain.count { !$0.hasCapital }
        let isSentence = small * 2 > plain.count
        var spans = text.spans
        for (index, word) in words.enumerated() where index > 0 || word.hasInnerCapital {
            guard word.hasInnerCapital || (isSentence && word.hasCapital && !word.afterStop) else { continue }
            guard
                !text.spans.contains(where: {
                    $0.style == .math && Int($0.start) < word.range.upperBound && Int($0.end) > word.range.lowerBound
                })
            else { continue }
            spans.append(Text.Span(.noCase, word.range))
        }
        guard spans.count > text.spans.count else { return text }
        let crossing = text.spans
        spans.removeAll { span in
            span.style == .noCase
                && crossing.contains { other in
                    (other.start > span.start && other.start < span.end && other.end > span.end)
                        || (other.start < span.start && other.end > span.start && other.end < span.end)
                }
        }
        spans.sort { ($0.start, -$0.end) < ($1.start, -$1.end) }
        return Text(text.string, spans: spans)
    }

    private struct Word {
        var range: Range<Int>
        var length: Int
        var hasCapital: Bool
        var hasInnerCapital: Bool
        /// True behind a colon or the end of a sentence, where a capital says nothing.
        var afterStop: Bool
    }

    private static func words(of string: String) -> [Word] {
        var words: [Word] = []
        var offset = 0
        var current: Word?
        var afterStop = false
        for scalar in string.unicodeScalars {
            let width = UTF8.width(scalar)
            let isInWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            if isInWord {
                let isCapital = scalar.properties.isUppercase
                var word =
                    current
                    ?? Word(
                        range: offset..<offset, length: 0, hasCapital: isCapital, hasInnerCapital: false,
                        afterStop: afterStop)
                if word.length == 0 { afterStop = false } else if isCapital { word.hasInnerCapital = true }
                word.length += 1
                word.range = word.range.lowerBound..<(offset + width)
                current = word
            } else {
                if let word = current { words.append(word) }
                current = nil
                if ":.?!".unicodeScalars.contains(scalar) { afterStop = true }
            }
            offset += width
        }
        if let word = current { words.append(word) }
        return words
    }
}
