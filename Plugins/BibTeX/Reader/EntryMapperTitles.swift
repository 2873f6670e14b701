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
        let isPartOfBook = type.kind == .partOfBook
        used = 0
        let isPeriodical = type.kind == .periodical
        let title: Whole?
        let hasMain = has(.maintitle)
        // A volume of a larger work: the work's title is the title, or the container's, and the book's that of the volume.
        if hasMain, isPartOfBook {
            title = put(EntryMapper.title, .title, .subtitle, .titleAddon, &isSame)
            put(EntryMapper.mainTitle, .containerTitle, .containerSubtitle, .containerTitleAddon, &isSame)
            put(EntryMapper.bookTitle, .volumeTitle, .volumeSubtitle, nil, &isSame)
        } else if hasMain {
            title = put(EntryMapper.mainTitle, .title, .subtitle, .titleAddon, &isSame)
            put(EntryMapper.title, .volumeTitle, .volumeSubtitle, nil, &isSame)
        } else if isPeriodical, has(.issuetitle) {
            isSame = false
            title = put(EntryMapper.issueTitle, .title, .subtitle, nil, &isSame)
            put(EntryMapper.title, .containerTitle, .containerSubtitle, .containerTitleAddon, &isSame)
        } else {
            title = put(EntryMapper.title, .title, .subtitle, .titleAddon, &isSame)
        }
        if !(hasMain && isPartOfBook) { mapContainer(&isSame) }
        if !isPeriodical { put(EntryMapper.issueTitle, .issueTitle, .issueSubtitle, nil, &isSame) }
        mapShortTitle(of: title, &isSame)
        if !isSame || used != count(.titles) { keep(.titles) }
    }

    /// The book or journal that holds it.
    private mutating func mapContainer(_ isSame: inout Bool) {
        let parts: Parts
        // A book's `booktitle` is there for those that refer to it, and repeats its title.
        let repeats =
            type.kind == .wholeBook && value(.title).map { $0.elementsEqual(value(.booktitle) ?? $0) } == true
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

    /// A title as a whole, and the parts of it that were told apart.
    private struct Whole {
        var text: Text
        var sub: Text?
        var addon: Text?
    }

    /// Puts a title together and adds it, and its parts where there are several. Nil where there is none.
    @discardableResult private mutating func put(
        _ parts: Parts, _ target: TextField, _ subTarget: TextField, _ addonTarget: TextField?, _ isSame: inout Bool
    ) -> Whole? {
        guard let index = index(parts.main) else {
            if has(parts.sub) || has(parts.addon) { isSame = false }
            return nil
        }
        let field = entry.fields[index]
        used += 1
        var whole = Whole(text: titleText(field, &isSame))
        if let index = self.index(parts.sub) {
            isSame = false
            used += 1
            let sub = titleText(entry.fields[index], &isSame)
            whole.text = Text.sentence(whole.text, ": ", sub)
            if !sub.isEmpty { whole.sub = sub }
        }
        if let index = self.index(parts.addon) {
            isSame = false
            used += 1
            let addon = titleText(entry.fields[index], &isSame)
            whole.text = Text.sentence(whole.text, ". ", addon)
            if !addon.isEmpty, addonTarget != nil { whole.addon = addon }
        }
        if whole.text.isEmpty {
            isSame = false
            return nil
        }
        append(.text(target, whole.text), field)
        if let sub = whole.sub { append(.text(subTarget, sub), field) }
        if let addonTarget, let addon = whole.addon { append(.text(addonTarget, addon), field) }
        return whole
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
        // Taken out: nothing else of the mapper may be reached while it decodes.
        var stretches = SentenceCase.Stretches()
        swap(&stretches, &self.stretches)
        defer { swap(&stretches, &self.stretches) }
        return decode(field, asTitle: true) { bytes, spans, arguments in
            if lowers { SentenceCase.apply(to: bytes, spans, arguments: arguments, &stretches) }
            SentenceCase.removeNeedlessProtection(of: Bytes(bytes), &spans)
        }
    }

    /// The titles of journals are names.
    private func isJournal(_ field: RawField) -> Bool {
        switch field.field {
        case .journal, .journaltitle, .journalsubtitle: true
        case .title, .subtitle: type.kind == .periodical
        default: false
        }
    }

    /// `shorttitle`, or what stands before a colon or subtitle.
    private mutating func mapShortTitle(of title: Whole?, _ isSame: inout Bool) {
        if let index = index(.shorttitle) {
            let field = entry.fields[index]
            used += 1
            let text = titleText(field, &isSame)
            if !text.isEmpty { append(.text(.titleShort, text), field) }
            // One that would be made of the title anyhow is not written unless it is kept.
            let made = title.flatMap { TitleRules.short(of: $0.text, subtitle: $0.sub, addon: $0.addon) }
            if text.isEmpty || made == text { isSame = false }
            return
        }
        // Within a larger work only what stands before a colon is taken for short.
        let isInWork = has(.maintitle)
        if isInWork, type.kind != .partOfBook { return }
        guard let title,
            let short = TitleRules.short(
                of: title.text, subtitle: isInWork ? nil : title.sub, addon: isInWork ? nil : title.addon)
        else { return }
        if isInWork, has(.subtitle), short == TitleRules.short(of: title.text, subtitle: title.sub, addon: nil) {
            return
        }

        record.entries.append(Entry(.text(.titleShort, short), evidence: .title))
    }
}
