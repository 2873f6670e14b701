internal import Formats
internal import Records
internal import XML

/// A comment or an instruction between the records of lists, as it is kept: with the record behind it, or, where none follows,
/// with the collection.
///
/// Its name says where it stands among the lists around: `before/#comment` in the record's own list, `before/1/#comment` in
/// the first of the lists that begin before the record, `after/1/#comment` in the first of those that end before it.
struct ListRemark {
    var kind: String
    var value: String
    /// In how many lists it stands; nil where in as many as the record.
    var depth: Int?
    /// Whether it stands before the end of a list.
    var isAfter = false

    static let comment = "#comment"
    static let instruction = "#instruction"

    init(kind: String, value: String, depth: Int?, isAfter: Bool = false) {
        self.kind = kind
        self.value = value
        self.depth = depth
        self.isAfter = isAfter
    }

    /// Nil for what is kept for something else.
    init?(_ kept: Kept) {
        guard kept.format == RecordReading.format, kept.form == .text else { return nil }
        let parts = kept.name.split(separator: "/")
        guard let first = parts.first, let last = parts.last, first == "before" || first == "after",
            last == Self.comment || last == Self.instruction
        else { return nil }
        kind = String(last)
        value = kept.value
        isAfter = first == "after"
        depth = parts.count == 3 ? Int(parts[1]).map { max(0, $0) } : nil
    }

    var kept: Kept {
        let place = depth.map { "/\($0)" } ?? ""
        return Kept(
            format: RecordReading.format, name: "\(isAfter ? "after" : "before")\(place)/\(kind)", value: value,
            form: .text)
    }
}

/// Comments and instructions of lists whose record did not come yet.
struct PendingRemarks {
    private var list: [(remark: ListRemark, level: Int)] = []
    /// Those whose list is open, from the outermost: their places.
    private var open: [Int] = []
    /// How many were left out.
    private var passed = 0
    /// More than this are not kept before one record.
    static let most = 1000

    mutating func add(_ view: XMLEventsView, _ index: Int, within open: [Segmenter.Frame]) {
        guard list.count < PendingRemarks.most else {
            passed += 1
            return
        }
        let kind = view.kind(index) == .comment ? ListRemark.comment : ListRemark.instruction
        let value = String(decoding: view.text(index), as: UTF8.self)
        self.open.append(list.count)
        list.append((ListRemark(kind: kind, value: value, depth: nil), Segmenter.lists(open).count))
    }

    /// The innermost of the lists that are open ends: what stands in it stands before its end.
    mutating func settle(_ open: [Segmenter.Frame]) {
        if self.open.isEmpty { return }
        let lists = Segmenter.lists(open)
        while let index = self.open.last, list[index].level >= lists.count {
            list[index].remark.isAfter = true
            list[index].remark.depth = lists.count { $0.hasRecords && $0.path != nil }
            self.open.removeLast()
        }
    }

    /// Those before a record, which stands in the lists that are open.
    mutating func take(before open: [Segmenter.Frame]) -> [Kept] {
        if list.isEmpty { return [] }
        defer { clear() }
        let lists = Segmenter.lists(open)
        let all = lists.count { $0.path != nil }
        return list.map { remark, level in
            var remark = remark
            if !remark.isAfter {
                let depth = lists.prefix(level).count { $0.path != nil }
                remark.depth = depth == all ? nil : depth
            }
            return remark.kept
        }
    }

    /// What is to say at the end.
    func diagnostics(_ source: String) -> [Diagnostic] {
        if passed == 0 { return [] }
        return [
            Diagnostic(
                .warning, "tei.remarks",
                "\(passed) comments or instructions between records are left out: more than \(PendingRemarks.most) "
                    + "stand before one record", at: Place(source: source))
        ]
    }

    private mutating func clear() {
        list.removeAll()
        open.removeAll()
    }

    /// Those that no record follows.
    mutating func takeLast() -> [Kept] {
        defer { clear() }
        return list.map { remark, _ in
            var remark = remark
            if !remark.isAfter { remark.depth = 0 }
            remark.isAfter = true
            return remark.kept
        }
    }
}

extension Segmenter {
    /// The lists among the open elements.
    static func lists(_ open: [Frame]) -> [ListFrame] {
        open.compactMap { if case .list(let frame) = $0 { frame } else { nil } }
    }
}
