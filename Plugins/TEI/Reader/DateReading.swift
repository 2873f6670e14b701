internal import Records
internal import XML

/// Reads `date`, `origDate` and their like.
enum DateReading {
    private static let known: AttributeSet = [
        .when, .from, .to, .notBefore, .notAfter, .whenCustom, .datingMethod, .cert, .evidence, .space,
    ]

    /// The date that an element says; nil where it says none. `isExact` is false where the element says more.
    static func read(_ node: Node) -> (date: EDTFDate?, isExact: Bool) {
        let (text, isPlain) = TextReading.read(node)
        var isExact = isPlain && text.isPlain && node.hasOnly(known)
        // Most dates have `@when` alone, in EDTF's own form.
        if let when = usualWhen(node), var date = EDTFDate(edtf: when) {
            if !text.isEmpty, !text.string.utf8.elementsEqual(when) { date.raw = text.string }
            return (date, isExact)
        }
        if !text.isEmpty, node[.datingMethod] == DateMapping.textMethod {
            return (EDTFDate(literal: text.string), isExact && node[.when] == nil && node[.whenCustom] == nil)
        }
        guard var date = attributes(node, &isExact) else {
            return (text.isEmpty ? nil : words(text.string), isExact)
        }
        if !text.isEmpty, text.string != date.edtf { date.raw = text.string }
        if isExact {
            // Every attribute of a date must be one that writing the date gives again.
            let written = DateMapping.attributes(date)
            for attribute in [Attribute.when, .from, .to, .notBefore, .notAfter, .whenCustom, .datingMethod] {
                guard let value = node[attribute] else { continue }
                if !written.contains(where: { $0 == (attribute, value) }) { isExact = false }
            }
        }
        return (date, isExact)
    }

    /// A date in words.
    static func words(_ text: String) -> EDTFDate { EDTFDate(written: text) ?? EDTFDate(literal: text) }

    /// A plain year, month or day in `@when` alone: the form that EDTF has too. Nil for any other.
    private static func usualWhen(_ node: Node) -> UnsafeBufferPointer<UInt8>? {
        guard node.attributeCount == 1, let when = node.bytes(.when), [4, 7, 10].contains(when.count) else {
            return nil
        }
        for byte in when where byte != UInt8(ascii: "-") && byte &- UInt8(ascii: "0") > 9 { return nil }
        return when[0] == UInt8(ascii: "-") || when.starts(with: "0000".utf8) ? nil : when
    }

    private static func attributes(_ node: Node, _ isExact: inout Bool) -> EDTFDate? {
        if node.attributeCount == 0 { return nil }
        if let custom = node[.whenCustom], let date = EDTFDate(edtf: custom) { return date }
        let families: [(Attribute, Attribute, Attribute, Attribute, Attribute)] = [
            (.when, .from, .to, .notBefore, .notAfter),
            (.whenISO, .fromISO, .toISO, .notBeforeISO, .notAfterISO),
            (.whenCustom, .fromCustom, .toCustom, .notBeforeCustom, .notAfterCustom),
        ]
        for (when, from, to, notBefore, notAfter) in families {
            let date =
                point(node, when, &isExact).map { EDTFDate($0) }
                ?? interval(node, from, to, &isExact)
                ?? range(node, notBefore, notAfter, &isExact)
            guard var date else { continue }
            if when != .when { isExact = false }
            qualify(&date, node)
            return date
        }
        return nil
    }

    private static func point(_ node: Node, _ attribute: Attribute, _ isExact: inout Bool) -> EDTFDate.Point? {
        guard let value = node[attribute] else { return nil }
        guard let (point, whole) = DateMapping.point(value) else {
            isExact = false
            return nil
        }
        if !whole { isExact = false }
        return point
    }

    private static func interval(
        _ node: Node, _ from: Attribute, _ to: Attribute, _ isExact: inout Bool
    ) -> EDTFDate? {
        switch (point(node, from, &isExact), point(node, to, &isExact)) {
        case (let from?, let to?): EDTFDate(from: from, to: to)
        case (let from?, nil): EDTFDate(edtf: from.edtf + "/..")
        case (nil, let to?): EDTFDate(edtf: "../" + to.edtf)
        case (nil, nil): nil
        }
    }

    /// Some day between two.
    private static func range(
        _ node: Node, _ notBefore: Attribute, _ notAfter: Attribute, _ isExact: inout Bool
    ) -> EDTFDate? {
        let from = point(node, notBefore, &isExact)
        let to = point(node, notAfter, &isExact)
        guard from != nil || to != nil else { return nil }
        return EDTFDate(edtf: "[\(from?.edtf ?? "")..\(to?.edtf ?? "")]")
    }

    /// `@precision` of low or medium: about.
    private static func qualify(_ date: inout EDTFDate, _ node: Node) {
        guard let precision = node[.precision], precision == "low" || precision == "medium" else { return }
        date.start?.flags.insert(.approximate)
        date.end?.flags.insert(.approximate)
    }
}
