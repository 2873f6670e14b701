/// Puts marks on letters: canonical order and composition (NFC) over UTF-8 bytes.
enum Composition {
    /// Puts a mark on the first letter of `out[start...]`. Returns by how many bytes the text grew.
    ///
    /// Where there is no letter, the mark's own spacing form is appended (`\~{}` is "˜").
    static func put(_ mark: Unicode.Scalar, on out: inout [UInt8], from start: Int) -> Int {
        let before = out.count
        guard start < out.count else {
            out.append(contentsOf: spacingForm(mark).utf8)
            return out.count - before
        }
        if start == out.count - 1, out[start] < 0x80 {
            // One letter of ASCII: nearly always.
            if let one = CompositionTable.compose(Unicode.Scalar(out[start]), mark) {
                out.removeLast()
                out.append(contentsOf: UTF8.encode(one) ?? UTF8.encodedReplacementCharacter)
                return out.count - before
            }
        }
        var at = start
        var base = scalar(out, &at)
        // Under TeX, an accent goes on the dotless form; the composed letter has no dot either.
        if isAbove(mark) {
            if base == "\u{131}" { base = "i" }
            if base == "\u{237}" { base = "j" }
        }
        if at == out.count, let one = CompositionTable.compose(base, mark) {
            out.replaceSubrange(start..<at, with: UTF8.encode(one) ?? UTF8.encodedReplacementCharacter)
            return out.count - before
        }
        var marks: [Unicode.Scalar] = []
        while let (inner, outer) = CompositionTable.decompose(base) {
            marks.insert(outer, at: 0)
            base = inner
        }
        while at < out.count {
            var next = at
            let following = scalar(out, &next)
            guard isMark(following) else { break }
            marks.append(following)
            at = next
        }
        marks.append(mark)
        var composed: [UInt8] = []
        for scalar in compose(base, marks) { composed.append(contentsOf: String(scalar).utf8) }
        out.replaceSubrange(start..<at, with: composed)
        return out.count - before
    }

    /// Canonical order, then composition with all marks that nothing of the same class blocks.
    private static func compose(_ letter: Unicode.Scalar, _ marks: [Unicode.Scalar]) -> [Unicode.Scalar] {
        let ordered = marks.enumerated().sorted {
            let (a, b) = (combiningClass($0.element), combiningClass($1.element))
            return a == b ? $0.offset < $1.offset : a < b
        }
        var base = letter
        var left: [Unicode.Scalar] = []
        for (_, mark) in ordered {
            if combiningClass(mark) != left.last.map(combiningClass), let one = CompositionTable.compose(base, mark) {
                base = one
            } else {
                left.append(mark)
            }
        }
        return [base] + left
    }

    private static func scalar(_ bytes: [UInt8], _ at: inout Int) -> Unicode.Scalar {
        var decoder = UTF8()
        var rest = bytes[at...].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&rest) else {
            at += 1
            return "\u{FFFD}"
        }
        at += UTF8.width(scalar)
        return scalar
    }

    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        (0x300...0x36F).contains(scalar.value) || (0x20D0...0x20F0).contains(scalar.value)
    }

    private static func isAbove(_ mark: Unicode.Scalar) -> Bool { combiningClass(mark) == 230 }

    /// Canonical combining classes of the marks that TeX has accents for (Unicode Character Database).
    static func combiningClass(_ mark: Unicode.Scalar) -> UInt8 {
        switch mark.value {
        case 0x334...0x338: 1
        case 0x321, 0x322, 0x327, 0x328: 202
        case 0x31B: 216
        case 0x316...0x319, 0x31C...0x320, 0x323...0x326, 0x329...0x333, 0x339...0x33C, 0x347...0x349, 0x34D, 0x34E:
            220
        case 0x31A, 0x315: 232
        case 0x35C, 0x35F, 0x362: 233
        case 0x35D, 0x35E, 0x360, 0x361: 234
        default: 230
        }
    }

    private static func spacingForm(_ mark: Unicode.Scalar) -> String {
        switch mark {
        case "\u{300}": "`"
        case "\u{301}": "´"
        case "\u{302}": "^"
        case "\u{303}": "~"
        case "\u{304}": "¯"
        case "\u{306}": "˘"
        case "\u{307}": "˙"
        case "\u{308}": "¨"
        case "\u{30A}": "˚"
        case "\u{30B}": "˝"
        case "\u{30C}": "ˇ"
        case "\u{327}": "¸"
        case "\u{328}": "˛"
        case "\u{331}": "ˍ"
        default: ""
        }
    }
}

extension UTF8 {
    /// How many bytes a scalar takes.
    static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0..<0x80: 1
        case 0x80..<0x800: 2
        case 0x800..<0x10000: 3
        default: 4
        }
    }
}
