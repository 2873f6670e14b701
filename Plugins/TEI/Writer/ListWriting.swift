private import Bytes
internal import Formats
internal import Records
internal import XML

/// Lists within the list: what a record stands in, and how one list is left and another begun.
enum Lists {
    static func of(_ record: Record) -> [String] {
        var found: [String] = []
        for kept in record.kept where kept.format == RecordReading.format {
            // A letter of the header's stands in no list.
            if kept.name == "record/correspDesc" { return [] }
            if kept.name == "listBibl" { found.append(kept.value) }
        }
        return found
    }

    /// Goes from the lists of one record to those of the next, with the comments and instructions between the two.
    static func change(from old: [String], to new: [String], _ remarks: [ListRemark], into sink: inout WriteSink) {
        if old == new, remarks.isEmpty { return }
        var open = old
        func close(to depth: Int, _ sink: inout WriteSink) {
            while open.count > max(0, depth) {
                open.removeLast()
                line(open.count, "</listBibl>", into: &sink)
            }
        }
        func move(to depth: Int, _ sink: inout WriteSink) {
            var common = 0
            while common < min(open.count, new.count), open[common] == new[common] { common += 1 }
            close(to: min(common, depth), &sink)
            while open.count < min(depth, new.count) {
                let list = new[open.count]
                line(open.count, start(list), into: &sink)
                open.append(list)
            }
        }
        for remark in remarks {
            if remark.isAfter {
                close(to: remark.depth ?? 0, &sink)
            } else {
                move(to: remark.depth ?? new.count, &sink)
            }
            write(remark, depth: open.count, into: &sink)
        }
        move(to: new.count, &sink)
    }

    private static func write(_ remark: ListRemark, depth: Int, into sink: inout WriteSink) {
        var writer = XMLWriter(indentation: depth + 4)
        writer.out.append("\n")
        writer.remark(remark.kind, remark.value)
        if writer.out.count > 1 { writer.out.take(into: &sink.bytes) }
    }

    private static func line(_ depth: Int, _ xml: String, into sink: inout WriteSink) {
        sink.write("\n" + String(repeating: "  ", count: depth + 4) + xml)
    }

    /// The list's start tag and heads, without its end.
    private static func start(_ xml: String) -> String {
        let inner = Snippet.read(xml) { $0.element == .listBibl ? Snippet.inner($0) : nil } ?? nil
        guard let inner else { return "<listBibl>" }
        if inner.hasSuffix("/>") { return inner.dropLast(2) + ">" }
        return inner.hasSuffix("</listBibl>") ? String(inner.dropLast(11)) : "<listBibl>"
    }
}

extension XMLWriter {
    /// A comment or an instruction that was kept, where it can be one.
    mutating func remark(_ kind: String, _ value: String) {
        switch kind {
        case ListRemark.comment:
            if value.utf8.allSatisfy({ $0 >= 0x20 || $0 == 9 || $0 == 10 }) { comment(value) }
        case ListRemark.instruction:
            if Snippet.read("<?\(value)?><a/>", { _ in true }) == true { raw("<?\(value)?>") }
        default: text(value)
        }
    }
}
