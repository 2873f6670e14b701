internal import Records

/// One list of names.
extension Renderer {
    /// How many names are shown, and whether the last one is, after an ellipsis.
    func shownCount(_ total: Int, _ options: NameOptions) -> (count: Int, usesLast: Bool) {
        let isSubsequent = area == .citation && cite.position & PositionBits.subsequent != 0
        var least = (isSubsequent ? options.etAlSubsequentMin : nil) ?? options.etAlMin
        var first = (isSubsequent ? options.etAlSubsequentUseFirst : nil) ?? options.etAlUseFirst
        var usesLast = options.etAlUseLast ?? false
        if let sorting {
            least = sorting.namesMin ?? least
            first = sorting.namesUseFirst ?? first
            usesLast = sorting.namesUseLast ?? usesLast
        }
        guard let least, least > 0, total >= least else { return (total, false) }
        guard var shown = first, shown < total else { return (total, false) }
        // The ellipsis stands for a name at least, in the shortest list that is cut too.
        if usesLast, least - shown < 2 { shown = max(1, least - 2) }
        return (shown, usesLast && total >= shown + 2 && shown > 0)
    }

    mutating func appendList(
        _ list: NameTable.List, _ number: Int, _ names: NamesElement, _ options: NameOptions
    ) {
        let count = Int(list.count)
        var (shown, usesLast) = shownCount(count, options)
        if let own = state.names, sorting == nil, number < own.counts.count,
            own.counts[number] > shown
        {
            shown = min(own.counts[number], count)
            if shown == count { usesLast = false }
        }
        if self.names.isTracing {
            self.names.lists.append(
                TracedNames(list: list, shown: Int32(shown), level: Renderer.baseLevel(options)))
            if number == 0 { firstNamesInitialize = options.initializeWith != nil && options.initialize != false }
        }
        if sorting != nil { return appendSorted(list, shown, usesLast, names, options) }
        let isShortened = shown < count || list.hasOthers
        let delimiter = options.delimiter ?? Bytes()
        var form = NameForm(names, options, inCitation: area == .citation)
        let wraps = isShortened && names.name >= 0 && !usesLast
        let open = wraps ? openFormatting(names.name) : -1
        let content = out.checkpoint
        appendShown(list, shown, isShortened, number, &form, names, options)
        if isShortened {
            if usesLast, count > 0 {
                // The delimiter is that of a list: behind a single name there is none.
                if shown == 1 { out.bytes.append(0x20) } else { out.append(delimiter, of: style.blob) }
                out.append(Renderer.ellipsis)
                appendOne(list, count - 1, number, &form, names, options)
            } else if shown > 0 || list.hasOthers {
                appendEtAl(names, delimiter, shown, options, list)
            }
        }
        if wraps {
            keepNormal(names.name)
            closeInnerFormatting(open, content)
        }
    }

    /// The names from the first, with what stands between them.
    private mutating func appendShown(
        _ list: NameTable.List, _ shown: Int, _ isShortened: Bool, _ number: Int, _ form: inout NameForm,
        _ names: NamesElement, _ options: NameOptions
    ) {
        let delimiter = options.delimiter ?? Bytes()
        let notes = area == .bibliography && !self.names.hasFirst && self.names.shown == 0
        for index in 0..<shown {
            if index > 0 {
                if index == shown - 1, !isShortened, let andWord = andText(options) {
                    let previous = items.names.names[Int(list.start) + index - 1]
                    appendAnd(andWord, delimiter, previous, index, options, shown)
                } else {
                    out.append(delimiter, of: style.blob)
                }
            }
            let start = out.bytes.count
            appendOne(list, index, number, &form, names, options)
            if notes, notesNames {
                self.names.rendered.append(Array(out.bytes[start...]))
                self.names.persons.append(Int(list.start) + index)
            }
        }
        if notes { self.names.shown = shown }
    }

    /// A person's name within the formatting of `cs:name`; bodies are not formatted.
    private mutating func appendOne(
        _ list: NameTable.List, _ index: Int, _ number: Int, _ form: inout NameForm, _ names: NamesElement,
        _ options: NameOptions
    ) {
        let name = items.names.names[Int(list.start) + index]
        form.given = givenLevel(number, index, options)
        form.isInverted = isInverted(index, options)
        out.noteContent()
        if names.name < 0 {
            let content = out.checkpoint
            append(name, form)
            if strips > 0 { stripPeriods(since: content) }
            return
        }
        if name.isLiteral {
            // A body's name has the formatting, but for the place of its line, and not the affixes.
            let marks = style.formats[Int(names.name)].marks & ~FormattingAttributes.alignments
            out.open(marks: marks)
            append(name, form)
            return out.close(marks: marks)
        }
        formatted(names.name) { $0.append(name, form) }
    }

    private mutating func appendSorted(
        _ list: NameTable.List, _ shown: Int, _ usesLast: Bool, _ names: NamesElement, _ options: NameOptions
    ) {
        let level = Renderer.baseLevel(options)
        let initials = area == .citation ? names.sortInitialsInCitation : names.sortInitialsInBibliography
        for index in 0..<shown {
            if index > 0 { out.bytes.append(Sorting.partSeparator) }
            appendForSorting(items.names.names[Int(list.start) + index], given: level, initials)
        }
        if usesLast, list.count > 0 {
            out.bytes.append(Sorting.partSeparator)
            appendForSorting(items.names.names[Int(list.start + list.count) - 1], given: level, initials)
        }
        // What a macro says behind its names is told from the last of them.
        if shown > 0 { out.bytes.append(Sorting.partSeparator) }
    }

    private static let ellipsis = Array("… ".utf8)

    private func isInverted(_ index: Int, _ options: NameOptions) -> Bool {
        if sorting != nil { return true }
        switch options.nameAsSortOrder {
        case .all: return true
        case .first: return index == 0
        case nil: return false
        }
    }

    /// How much of the given names is shown: as the style says, or more where that tells names apart.
    private func givenLevel(_ list: Int, _ index: Int, _ options: NameOptions) -> UInt8 {
        let base = Renderer.baseLevel(options)
        if sorting == nil, let own = state.names, list < own.givens.count,
            index < own.givens[list].count
        {
            return max(base, own.givens[list][index])
        }
        return base
    }

    /// 0 family name alone, 1 initials, 2 given names.
    static func baseLevel(_ options: NameOptions) -> UInt8 {
        if options.form == .short { return 0 }
        return options.initializeWith != nil && options.initialize != false ? 1 : 2
    }

    private func andText(_ options: NameOptions) -> UnsafeBufferPointer<UInt8>? {
        switch options.and {
        case .text: context.text(.and)
        case .symbol: context.andSymbol
        case nil: nil
        }
    }

    private mutating func appendAnd(
        _ word: UnsafeBufferPointer<UInt8>, _ delimiter: Bytes, _ previous: PersonName, _ index: Int,
        _ options: NameOptions,
        _ shown: Int
    ) {
        if Renderer.joinsWithoutSpaces(word) {
            if options.delimiterPrecedesLast == .always, shown == 2 { out.append(delimiter, of: style.blob) }
            return out.append(word)
        }
        let withDelimiter: Bool
        switch options.delimiterPrecedesLast ?? .contextual {
        case .always: withDelimiter = true
        case .never: withDelimiter = false
        case .contextual: withDelimiter = shown > 2
        case .afterInvertedName:
            withDelimiter = isInverted(index - 1, options) && !previous.isLiteral
        }
        if withDelimiter {
            out.append(delimiter, of: style.blob)
        } else {
            appendSpace(before: word)
        }
        out.append(word)
        if word.last != 0x20, !word.starts(with: Renderer.vav) { out.bytes.append(0x20) }
    }

    /// Whether an "and" stands between names without spaces or a delimiter: what is no word ("–", "/"), and those of Chinese and
    /// Japanese.
    private static func joinsWithoutSpaces(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = word.first else { return false }
        if first < 0x80 {
            return first != 0x20 && first != UInt8(ascii: "&") && !(first | 0x20 >= 0x61 && first | 0x20 <= 0x7A)
        }
        // The alphabets of Europe, Hebrew, Arabic, the scripts of India and Thai come before, further alphabets of Europe with E1.
        return first >= 0xE2 || first == 0xC2
    }

    /// Between Chinese and Japanese words there is none.
    private mutating func appendSpace(before word: UnsafeBufferPointer<UInt8>) {
        if let first = word.first, first >= 0xE3, first <= 0xEA { return }
        if word.first == 0x20 || (word.starts(with: Renderer.vav) && word.count > Renderer.vav.count) { return }
        if out.bytes.last != 0x20 { out.bytes.append(0x20) }
    }

    /// The Hebrew "and", which clings to the word that follows.
    private static let vav = Array("ו".utf8)

    private mutating func appendEtAl(
        _ names: NamesElement, _ delimiter: Bytes, _ shown: Int, _ options: NameOptions, _ list: NameTable.List
    ) {
        guard names.etAlTerm >= 0, let text = context.term(Int(names.etAlTerm), .long, plural: false),
            !text.isEmpty
        else { return }
        let withDelimiter: Bool
        switch options.delimiterPrecedesEtAl ?? .contextual {
        case .always: withDelimiter = true
        case .never: withDelimiter = false
        case .contextual: withDelimiter = shown > 1
        case .afterInvertedName:
            let last = items.names.names[list.range].prefix(shown).last
            withDelimiter =
                shown > 0 && isInverted(shown - 1, options)
                && last.map { !$0.isLiteral } ?? false
        }
        if withDelimiter { out.append(delimiter, of: style.blob) } else { appendSpace(before: text) }
        formatted(names.etAl) { $0.out.append(text) }
    }
}
