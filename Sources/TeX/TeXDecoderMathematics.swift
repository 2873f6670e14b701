internal import Records

// Mathematics: shown in Unicode where that has what is needed, else kept as TeX in a span that says so.
extension TeXDecoder {
    /// `$…$` and `$$…$$`.
    mutating func mathematicsShift() {
        at += 1
        if inMathematics { return }
        let double = at < end && bytes[at] == UInt8(ascii: "$")
        let start = double ? at + 1 : at
        guard let close = closingDollar(from: start) else {
            // No partner: a price, not mathematics.
            return emit("$")
        }
        show(start..<close, next: min(end, close + (double ? 2 : 1)))
    }

    private func closingDollar(from start: Int) -> Int? {
        var index = start
        while index < end {
            if bytes[index] == UInt8(ascii: "$") { return index }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    /// `\(…\)` and `\[…\]`.
    mutating func mathematics(closing: Character) {
        let close = closing.asciiValue ?? 0
        var index = at
        // A formula is short; one that never closes must not cost a look at everything that follows.
        let limit = min(end, at + 4096)
        while index + 1 < limit, !(bytes[index] == UInt8(ascii: "\\") && bytes[index + 1] == close) { index += 1 }
        guard index + 1 < limit else { return }
        show(at..<index, next: index + 2)
    }

    mutating func ensureMathematics() {
        let range = rawArgument()
        show(range, next: at)
    }

    /// Shows a formula in Unicode, or keeps it.
    private mutating func show(_ range: Range<Int>, next: Int) {
        let saved = (
            out: out.count, spans: spans.count, frames: frames.isEmpty ? [] : frames, end: end, met: metUnknown
        )
        if inMathematics {
            at = range.lowerBound
            return
        }
        inMathematics = true
        metUnknown = false
        at = range.lowerBound
        end = range.upperBound
        frames.append(Frame(kind: .styled, start: out.count, braced: true))
        run()
        while frames.count > saved.frames.count { closeFrame() }
        let failed = metUnknown || frames.count < saved.frames.count
        inMathematics = false
        metUnknown = saved.met
        end = saved.end
        at = next
        if failed {
            frames = saved.frames
            out.removeLast(out.count - saved.out)
            spans.removeLast(spans.count - saved.spans)
            let span = openSpan(.math)
            out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
            spans[span].end = Int32(clamping: out.count)
        }
        unitDone()
    }

    /// `\frac{a}{b}` as a/b, where both are short; else it cannot be shown.
    mutating func fraction() {
        let above = rawArgument()
        let below = rawArgument()
        guard !above.isEmpty, !below.isEmpty, above.count <= 3, below.count <= 3,
            !bytes[above].contains(UInt8(ascii: "\\")), !bytes[below].contains(UInt8(ascii: "\\"))
        else {
            metUnknown = true
            return
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[above]))
        out.append(UInt8(ascii: "/"))
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[below]))
        unitDone()
    }

    /// `\mathbb{R}`: letters of another alphabet, where Unicode has them.
    mutating func alphabet(_ name: String) {
        skipSpaces()
        var range = at..<at
        if at < end, bytes[at] == UInt8(ascii: "{") {
            range = rawArgument()
        } else if at < end, TeXByte.isLetter(bytes[at]) {
            range = at..<(at + 1)
            at += 1
        }
        guard !range.isEmpty, bytes[range].allSatisfy({ TeXByte.isLetter($0) }) else {
            metUnknown = true
            return
        }
        for index in range { out.append(contentsOf: Alphabet.letter(bytes[index], in: name).utf8) }
        unitDone()
    }
}

/// Unicode's mathematical alphabets.
private enum Alphabet {
    static func letter(_ byte: UInt8, in name: String) -> String {
        let letter = Character(Unicode.Scalar(byte))
        let special: String
        let base: UInt32
        switch name {
        case "mathbb": (special, base) = ("CℂHℍNℕPℙQℚRℝZℤ", 0x1D538)
        case "mathfrak": (special, base) = ("CℭHℌIℑRℜZℨ", 0x1D504)
        default: (special, base) = ("BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ", 0x1D49C)
        }
        if let index = special.firstIndex(of: letter) { return String(special[special.index(after: index)]) }
        let offset = byte >= 0x61 ? UInt32(byte) - 0x61 + 26 : UInt32(byte) - 0x41
        return Unicode.Scalar(base + offset).map { String(Character($0)) } ?? String(letter)
    }
}
