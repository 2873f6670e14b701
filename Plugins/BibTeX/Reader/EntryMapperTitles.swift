internal import Records
internal import TeX

// Titles: their parts put together, in sentence case, with what needs it protected.
extension EntryMapper {
    /// A title in its three parts.
    private struct Parts {
        var main: Field
        var sub: Field
        var addon: Field
    }

    private static let title = Parts(main: .title, sub: .subtitle, addon: .titleaddon)
    private static let mainTitle = Parts(main: .maintitle, sub: .mainsubtitle, addon: .maintitleaddon)
    private static let bookTitle = Parts(main: .booktitle, sub: .booksubtitle, addon: .booktitleaddon)
    private static let journalTitle = Parts(main: .journaltitle, sub: .journalsubtitle, addon: .journaltitleaddon)
    private static let journal = Parts(main: .journal, sub: .journalsubtitle, addon: .journaltitleaddon)
    private static let issueTitle = Parts(main: .issuetitle, sub: .issuesubtitle, addon: .issuetitleaddon)

    mutating func mapTitles() {
        var isSame = true
        let isPartOfBook = TitleRules.isPartOfBook(type.name)
        used = 0
        let isPeriodical = type.name == "periodical"
        let hasMain = has(.maintitle)
        // A volume of a larger work: the work's title is the title, or the container's, and the book's that of the volume.
        if hasMain, isPartOfBook {
            put(EntryMapper.title, .title, .subtitle, .titleAddon, &isSame)
            put(EntryMapper.mainTitle, .containerTitle, .containerSubtitle, .containerTitleAddon, &isSame)
            put(EntryMapper.bookTitle, .volumeTitle, .volumeSubtitle, nil, &isSame)
        } else if hasMain {
            put(EntryMapper.mainTitle, .title, .subtitle, .titleAddon, &isSame)
            put(EntryMapper.title, .volumeTitle, .volumeSubtitle, nil, &isSame)
        } else if isPeriodical, has(.issuetitle) {
            isSame = false
            put(EntryMapper.issueTitle, .title, .subtitle, nil, &isSame)
            put(EntryMapper.title, .containerTitle, .containerSubtitle, .containerTitleAddon, &isSame)
        } else {
            put(EntryMapper.title, .title, .subtitle, .titleAddon, &isSame)
        }
        if !(hasMain && isPartOfBook) { mapContainer(&isSame) }
        if !isPeriodical { put(EntryMapper.issueTitle, .issueTitle, .issueSubtitle, nil, &isSame) }
        mapShortTitle(&isSame)
        if !isSame || used != count(.titles) { keep(.titles) }
    }

    /// The book or journal that holds it.
    private mutating func mapContainer(_ isSame: inout Bool) {
        let parts: Parts
        // A book's `booktitle` is there for those that refer to it, and repeats its title.
        let repeats =
            TitleRules.isWholeBook(type.name) && value(.title).map { $0.elementsEqual(value(.booktitle) ?? $0) } == true
        if has(.booktitle), !repeats {
            parts = EntryMapper.bookTitle
        } else if has(.journaltitle) {
            parts = EntryMapper.journalTitle
        } else if has(.journal) {
            parts = EntryMapper.journal
        } else {
            return
        }
        put(parts, .containerTitle, .containerSubtitle, .containerTitleAddon, &isSame)
        let isArticle = TitleRules.isInJournal(record.type)
        let written: Field = isArticle ? (dialect == .bibtex ? .journal : .journaltitle) : .booktitle
        if parts.main != written { isSame = false }
    }

    /// Puts a title together and adds it, and its parts where there are several.
    private mutating func put(
        _ parts: Parts, _ target: TextField, _ subTarget: TextField, _ addonTarget: TextField?, _ isSame: inout Bool
    ) {
        guard let index = index(parts.main) else {
            if has(parts.sub) || has(parts.addon) { isSame = false }
            return
        }
        let field = entry.fields[index]
        used += 1
        var whole = titleText(field, &isSame)
        var sub = Text("")
        var addon = Text("")
        if let index = self.index(parts.sub) {
            isSame = false
            used += 1
            sub = titleText(entry.fields[index], &isSame)
            whole = Text.sentence(whole, ": ", sub)
        }
        if let index = self.index(parts.addon) {
            isSame = false
            used += 1
            addon = titleText(entry.fields[index], &isSame)
            whole = Text.sentence(whole, ". ", addon)
        }
        if whole.isEmpty {
            isSame = false
            return
        }
        append(.text(target, whole), field)
        if !sub.isEmpty { append(.text(subTarget, sub), field) }
        if let addonTarget, !addon.isEmpty { append(.text(addonTarget, addon), field) }
    }

    /// One part's text, in sentence case where that is wanted and the language is English.
    private mutating func titleText(_ field: RawField, _ isSame: inout Bool) -> Text {
        let lowers = sentenceCase && isEnglish && !isJournal(field)
        if isPlain(field.value) {
            guard lowers, SentenceCase.apply(field.value, into: &scratch) else { return Text(field.value.string) }
            isSame = false
            return Text(String(decoding: scratch, as: UTF8.self))
        }
        isSame = false
        guard sentenceCase else { return decode(field, asTitle: true) }
        return decode(field, asTitle: true) { bytes, spans, arguments in
            if lowers { SentenceCase.apply(to: bytes, spans, arguments: arguments) }
            SentenceCase.removeNeedlessProtection(of: Bytes(bytes), &spans)
        }
    }

    /// The titles of journals are names.
    private func isJournal(_ field: RawField) -> Bool {
        switch field.field {
        case .journal, .journaltitle, .journalsubtitle: true
        case .title, .subtitle: type.name == "periodical"
        default: false
        }
    }

    /// `shorttitle`, or what stands before a colon or subtitle.
    private mutating func mapShortTitle(_ isSame: inout Bool) {
        if let index = index(.shorttitle) {
            let field = entry.fields[index]
            used += 1
            let text = titleText(field, &isSame)
            if !text.isEmpty { append(.text(.titleShort, text), field) }
            // One that would be made of the title anyhow is not written unless it is kept.
            let made = record[.title].flatMap {
                TitleRules.short(of: $0, subtitle: record[.subtitle], addon: record[.titleAddon])
            }
            if text.isEmpty || made == text { isSame = false }
            return
        }
        // Within a larger work only what stands before a colon is taken for short.
        let isInWork = has(.maintitle)
        if isInWork, !TitleRules.isPartOfBook(type.name) { return }
        guard let title = record[.title],
            let short = TitleRules.short(
                of: title, subtitle: isInWork ? nil : record[.subtitle], addon: isInWork ? nil : record[.titleAddon])
        else { return }
        if isInWork, short == TitleRules.short(of: title, subtitle: record[.subtitle], addon: nil), has(.subtitle) {
            return
        }
        record.entries.append(Entry(.text(.titleShort, short), evidence: .title))
    }
}
