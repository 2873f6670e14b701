internal import Formats
internal import Records
internal import XML

/// Cuts a document into the elements that become records, as its events come. It knows where in the document it is, not what
/// a record says.
struct Segmenter {
    private(set) var jobs: [Job] = []
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var info = CollectionInfo()
    private(set) var hasInfo = false
    /// Whether anything of TEI was seen.
    private(set) var sawRoot = false
    /// How many records were found so far.
    private(set) var count = 0

    private let source: String
    /// Whether each `bibl` in a document's text becomes a record.
    private let readsText: Bool
    private var open: [Frame] = []
    private var lists: [String] = []
    private var header = HeaderState()
    private var letters = PendingLetters()
    private var persons = Persons()
    /// Names with an identifier in the text, and which of them records point to.
    private var textPersons = TextPersons()
    private var pointed: Set<String> = []
    /// Whether a record points to a person that was not met: `learn` is to be called before the next `advance`.
    private(set) var asksForPersons = false
    private var volume: [Entry] = []
    private var saidText = false
    /// How many citations in the text were passed over, and where the first stands.
    private var passedCitations = (count: 0, line: 0, column: 0)
    /// Comments and instructions before the next record of a list.
    private var remarks = PendingRemarks()
    /// Whether a record of a list was found.
    private var sawListed = false
    /// The next event to look at, counted from the start of the stretch.
    private var next = 0

    init(source: String, readsText: Bool) {
        self.source = source
        self.readsText = readsText
    }

    /// Looks at the events that came, as far as elements are whole. Returns where the first begins that is not.
    ///
    /// - Parameters:
    ///   - isLast: whether no more events come.
    ///   - isFull: whether the element that is not whole is too large to wait for.
    mutating func advance(_ view: XMLEventsView, isLast: Bool, isFull: Bool) -> Int {
        while next < view.count {
            switch view.kind(next) {
            case .start:
                guard start(Node(view: view, index: next), isLast: isLast) else {
                    guard isFull, !asksForPersons else { return next }
                    say(
                        .error, "tei.record-too-large", "the element that begins here is larger than 32 MB", view, next,
                        hint: "it is left out")
                    open.append(.passed)
                    next += 1
                    continue
                }
            case .end:
                end()
                next += 1
            case .text:
                noteText(view, next)
                next += 1
            case .comment, .instruction:
                if case .list? = open.last { remarks.add(view, next, within: open) }
                next += 1
            }
        }
        return next
    }

    /// Gives up what was found; the events before `index` are gone.
    mutating func take(keepingFrom index: Int) -> (jobs: [Job], diagnostics: [Diagnostic], info: CollectionInfo?) {
        defer {
            jobs.removeAll()
            diagnostics.removeAll()
            info = CollectionInfo()
            hasInfo = false
            next = max(0, next - index)
        }
        return (jobs, diagnostics, hasInfo ? info : nil)
    }

    /// Takes in everyone whom the document describes.
    mutating func learn(_ persons: Persons) {
        self.persons = persons
        asksForPersons = false
    }

    /// Whether a record's element points to a person that is not known yet.
    private mutating func asks(_ node: Node) -> Bool {
        asksForPersons = persons.hasUnknown(in: node) { id in
            if pointed.count < Persons.most { pointed.insert(id) }
        }
        return asksForPersons
    }

    /// What is left when the document has ended.
    mutating func finish() {
        for one in textPersons.described(pointed) { keep("standOff/\(one.name)", one.xml) }
        if let bare = header.takeBare() { addJob(Job(source: .fragment(bare.xml), line: bare.line)) }
        for letter in letters.takeAll() { addJob(Job(source: .fragment(letter.xml), line: letter.line)) }
        for kept in remarks.takeLast() {
            info.kept.append(kept)
            hasInfo = true
        }
        diagnostics += remarks.diagnostics(source)
        if passedCitations.count > 0 {
            let one = passedCitations.count == 1
            diagnostics.append(
                Diagnostic(
                    .note, "tei.citations",
                    "\(passedCitations.count) bibl in the text \(one ? "is" : "are") not read; the first stands here",
                    at: Place(source: source, line: passedCitations.line, column: passedCitations.column),
                    hint: "--\(TEIFormat.inText) reads \(one ? "it" : "them")"))
        }
    }

    // MARK: Events

    /// Takes an element's start, or the whole of it. False where the rest of it must come first.
    private mutating func start(_ node: Node, isLast: Bool) -> Bool {
        if open.isEmpty { sawRoot = sawRoot || node.element != nil }
        switch open.last {
        case .passed: return push(.passed)
        case .header: return headerPart(node)
        case .profile: return profilePart(node)
        case .document(let frame): return documentPart(node, frame)
        case .list: return listPart(node, isLast: isLast)
        case .structure, nil: return structurePart(node, isLast: isLast)
        }
    }

    private mutating func structurePart(_ node: Node, isLast: Bool) -> Bool {
        switch node.element {
        case .teiHeader:
            header.begin(line: node.view.line(node.index))
            return push(.header)
        case .fileDesc:
            return described(node) { $0.addJob(Job(source: .element($1.index, manuscript: nil), line: $0.line($1))) }
        case .listBibl: return list(node)
        case .biblStruct: return record(node, isLast: isLast)
        case .biblFull, .msDesc, .correspDesc: return record(node, isLast: isLast)
        // In a document that is none of TEI’s, what is of TEI is what it holds.
        case .bibl where readsText || open.isEmpty || !sawRoot: return record(node, isLast: isLast)
        case .listPerson, .listOrg, .listPlace: return whole(node) { $0.keepList($1) }
        case .persName where node[.id] != nil, .orgName where node[.id] != nil:
            return whole(node) {
                $0.persons.add($1)
                $0.textPersons.add($1)
            }
        case .div where node.has(.type, "document"):
            return push(
                .document(DocumentFrame(tag: Fragment.xml(node, around: ""), line: node.view.line(node.index))))
        case .div: return push(.structure(Fragment.xml(node, around: "")))
        case .bibl:
            if passedCitations.count == 0 {
                passedCitations.line = node.view.line(node.index)
                passedCitations.column = node.view.column(node.index)
            }
            passedCitations.count += 1
            return push(.structure(nil))
        default: return push(.structure(nil))
        }
    }

    private mutating func listPart(_ node: Node, isLast: Bool) -> Bool {
        switch node.element {
        case .listBibl: return list(node)
        case .bibl, .biblStruct, .biblFull, .msDesc, .msFrag: return record(node, isLast: isLast)
        default:
            return whole(node) { segmenter, node in
                guard case .list(var frame)? = segmenter.open.popLast() else { return }
                if frame.hasRecords {
                    segmenter.keep("listBibl/\(node.name.local)", Fragment.xml(node))
                } else {
                    frame.heads += Snippet.inner(node)
                }
                segmenter.open.append(.list(frame))
            }
        }
    }

    private mutating func list(_ node: Node) -> Bool {
        markList()
        return push(.list(ListFrame(tag: Fragment.xml(node, around: ""), hasAttributes: node.attributeCount > 0)))
    }

    /// The list that is open holds something: its heads are known.
    private mutating func markList() {
        guard case .list(var frame)? = open.last, !frame.hasRecords else { return }
        frame.hasRecords = true
        open[open.count - 1] = .list(frame)
        lists = open.compactMap { if case .list(let frame) = $0 { frame.path } else { nil } }
    }

    private mutating func record(_ node: Node, isLast: Bool) -> Bool {
        let end = node.view.partner(node.index)
        guard end >= 0, !asks(node) else { return false }
        var manuscript: Int?
        if node.element == .biblStruct {
            var after = end + 1
            while after < node.view.count, node.view.kind(after) != .start, node.view.kind(after) != .end { after += 1 }
            if after >= node.view.count {
                if !isLast { return false }
            } else if node.view.kind(after) == .start {
                let next = Node(view: node.view, index: after)
                if next.element == .msDesc {
                    if node.view.partner(after) < 0, !isLast { return false }
                    if node.view.partner(after) >= 0, ManuscriptReading.belongs(next, to: node[.id] ?? "") {
                        manuscript = after
                    }
                }
            }
        }
        markList()
        sawListed = true
        var job = Job(source: .element(node.index, manuscript: manuscript), line: line(node), lists: lists)
        if !letters.isEmpty, let id = node[.id] { job.correspondence = letters.take(id) }
        job.remarks = remarks.take(before: open)
        addJob(job)
        next = (manuscript.map { node.view.partner($0) } ?? end) + 1
        return true
    }

    private mutating func headerPart(_ node: Node) -> Bool {
        switch node.element {
        case .profileDesc: return push(.profile)
        case .fileDesc: return described(node) { $0.header.fileDesc = Fragment.xml($1) }
        default:
            return whole(node) { segmenter, node in
                if OwnHeader.marks(node) {
                    segmenter.header.isOwn = true
                } else {
                    segmenter.keep("teiHeader/\(node.name.local)", Fragment.xml(node))
                }
            }
        }
    }

    private mutating func profilePart(_ node: Node) -> Bool {
        guard node.element == .correspDesc else {
            return whole(node) { segmenter, node in
                if node.element == .particDesc { segmenter.persons.add(node) }
                segmenter.header.profile.append((node.name.local, Fragment.xml(node)))
            }
        }
        return described(node) { segmenter, node in
            let letter = PendingLetters.Letter(xml: Fragment.xml(node), line: segmenter.line(node))
            if let target = node[.corresp], target.hasPrefix("#") {
                segmenter.letters.add(letter, for: String(target.dropFirst()))
            } else if node[.ref] == nil, node[.key] == nil, segmenter.header.letter == nil, !segmenter.header.hasLetters
            {
                segmenter.header.letter = letter
            } else {
                segmenter.flushHeaderLetter()
                segmenter.header.hasLetters = true
                segmenter.addJob(Job(source: .fragment(letter.xml), line: letter.line))
            }
        }
    }

    /// Several letters are none of them the document's own.
    private mutating func flushHeaderLetter() {
        guard let letter = header.letter else { return }
        header.letter = nil
        addJob(Job(source: .fragment(letter.xml), line: letter.line))
    }

    private mutating func documentPart(_ node: Node, _ frame: DocumentFrame) -> Bool {
        switch node.element {
        case .head, .dateline, .opener, .closer, .list, .note, .date:
            return described(node) { segmenter, node in
                guard case .document(var frame)? = segmenter.open.popLast() else { return }
                if frame.parts.utf8.count < 1 << 20 { frame.parts += Fragment.xml(node) }
                segmenter.open.append(.document(frame))
            }
        case .div: return structurePart(node, isLast: false)
        case .listBibl: return list(node)
        default: return push(.passed)
        }
    }

    private mutating func end() {
        switch open.popLast() {
        case .header: endHeader()
        case .list(let frame):
            remarks.settle(open + [.list(frame)])
            lists = open.compactMap { if case .list(let frame) = $0 { frame.path } else { nil } }
        case .document(let frame):
            let tag = "\(frame.tag.dropLast(2))>"
            let within = open.compactMap { if case .structure(let tag) = $0 { tag } else { nil } }
            addJob(
                Job(
                    source: .fragment("\(tag)\(frame.parts)</div>"), line: frame.line, volume: volume, within: within))
        default: break
        }
    }

    private mutating func endHeader() {
        defer { header.end() }
        if header.isOwn {
            if let xml = header.fileDesc { OwnHeader.read(xml, into: &info) }
            info.kept += header.keptProfile
            hasInfo = true
            return
        }
        if let letter = header.letter { header.profile.append(("correspDesc", letter.xml)) }
        guard let xml = header.xml else { return }
        let record = Snippet.read(xml) { JobMapping.whole($0) }
        volume = record.map(VolumeEntries.of) ?? []
        if let record, OwnHeader.isBare(record) {
            header.holdBare(xml, title: record[.title]?.string ?? "")
        } else {
            addJob(Job(source: .fragment(xml), line: header.line))
        }
    }

    // MARK: Helpers

    private mutating func push(_ frame: Frame) -> Bool {
        open.append(frame)
        next += 1
        return true
    }

    /// Calls `body` where the whole element is there.
    private mutating func whole(_ node: Node, _ body: (inout Segmenter, Node) -> Void) -> Bool {
        let end = node.view.partner(node.index)
        guard end >= 0 else { return false }
        body(&self, node)
        next = end + 1
        return true
    }

    /// Calls `body` where the whole element is there, and everyone is known to whom it points.
    private mutating func described(_ node: Node, _ body: (inout Segmenter, Node) -> Void) -> Bool {
        if node.view.partner(node.index) >= 0, asks(node) { return false }
        return whole(node, body)
    }

    private func line(_ node: Node) -> Int { node.view.line(node.index) }

    private mutating func addJob(_ job: Job) {
        if let bare = header.takeBare() {
            // A header that says no more than the file's title belongs to the lists in it.
            info.title = bare.title
            info.kept += bare.kept
            hasInfo = true
        }
        count += 1
        var job = job
        job.persons = persons
        jobs.append(job)
    }

    private mutating func keep(_ name: String, _ xml: String) {
        info.kept.append(Kept(format: RecordReading.format, name: name, value: xml, form: .xml))
        hasInfo = true
    }

    /// Lists of persons and places: before the records or after them, as they stood.
    private mutating func keepList(_ node: Node) {
        persons.add(node)
        keep(!sawListed ? "standOff/\(node.name.local)" : "back/\(node.name.local)", Fragment.xml(node))
    }

    private mutating func noteText(_ view: XMLEventsView, _ index: Int) {
        guard !saidText, !view.text(index).allSatisfy({ $0 <= 0x20 }) else { return }
        switch open.last {
        case .passed, .structure:
            saidText = true
            say(
                .note, "tei.text",
                readsText || !sawRoot
                    ? "the document’s own text is not read: only the bibliographic elements in it are"
                    : "the document’s own text is not read: only its header and its lists are", view, index)
        case .list, .header, .profile, .document, nil: break
        }
    }

    private mutating func say(
        _ severity: Diagnostic.Severity, _ code: String, _ message: String, _ view: XMLEventsView, _ index: Int,
        hint: String? = nil
    ) {
        diagnostics.append(
            Diagnostic(
                severity, code, message,
                at: Place(source: source, line: view.line(index), column: view.column(index)), hint: hint))
    }
}
