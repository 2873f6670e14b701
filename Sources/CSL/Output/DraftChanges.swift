/// What passes change in a draft that was made.
extension Draft {
    /// Notes that two pieces meet at a place where one of them was put in another's stead.
    mutating func join(at place: Int) {
        guard place > 0, place < bytes.count, Draft.collides(bytes[place - 1]), Draft.collides(bytes[place]) else {
            return
        }
        let index = marks.firstIndex { Int($0.offset) > place } ?? marks.count
        marks.insert(Mark(offset: Int32(place), kind: .join, value: Meeting.usual.rawValue), at: index)
    }

    /// Replaces a stretch; marks behind it move, marks within go to its end.
    mutating func replace(_ range: Range<Int>, with new: some Collection<UInt8>) {
        let delta = Int32(new.count - range.count)
        bytes.replaceSubrange(range, with: new)
        guard delta != 0 else { return }
        for index in marks.indices.reversed() {
            if Int(marks[index].offset) >= range.upperBound {
                marks[index].offset += delta
            } else if Int(marks[index].offset) > range.lowerBound {
                marks[index].offset = Int32(range.lowerBound + new.count)
            } else if Int(marks[index].offset) <= range.lowerBound {
                if index == 0 || Int(marks[index].offset) < range.lowerBound { break }
            }
        }
    }

    /// A stretch of the draft alone.
    func slice(_ marks: Range<Int>, _ bytes: Range<Int>) -> Draft {
        var slice = Draft()
        slice.bytes = Array(self.bytes[bytes])
        slice.marks = self.marks[marks].map {
            Mark(offset: $0.offset - Int32(bytes.lowerBound), kind: $0.kind, value: $0.value)
        }
        return slice
    }

    /// Has each "normal" of an element marked in any case that what it holds ends in the contrary of (docs/csl-notes.md).
    ///
    /// - Parameter count: how many marks the element opened.
    mutating func keepNormal(of count: Int) {
        guard let last = marks.last, last.kind == .close, Int(last.offset) == bytes.count,
            let kind = FormattedText.Kind(rawValue: last.value)
        else { return }
        var depth = 0
        var rest = count
        for index in marks.indices.reversed() where marks[index].kind == .open || marks[index].kind == .close {
            depth += marks[index].kind == .close ? 1 : -1
            if depth >= 0 { continue }
            if let outer = FormattedText.Kind(rawValue: marks[index].value), kind.isUndone(by: outer) {
                marks[index].value |= Draft.kept
            }
            depth = 0
            rest -= 1
            if rest == 0 { return }
        }
    }

    /// The marks that an element opened right before a place, without `font-style` where no letter behind it is set in italics.
    mutating func withoutIdleSlant(_ marks: UInt32, since checkpoint: Checkpoint) -> UInt32 {
        if marks & FormattingAttributes.slants == 0 || slants(since: checkpoint) { return marks }
        // Of an element's marks that of its slant is the innermost.
        self.marks.remove(at: checkpoint.marks - 1)
        return marks & ~FormattingAttributes.slants
    }

    /// Whether what was appended since has a letter of a script that is set in italics: Latin, Greek, Cyrillic and their
    /// neighbours to Arabic, and Thai, but not Chinese, Japanese or Korean. Digits count as letters.
    private func slants(since checkpoint: Checkpoint) -> Bool {
        var previous: UInt8 = 0
        for byte in bytes[checkpoint.bytes...] {
            if byte < 0x80 {
                if byte >= 0x61 && byte <= 0x7A || byte >= 0x41 && byte <= 0x5A { return true }
                if byte >= 0x30 && byte <= 0x39 || byte == UInt8(ascii: "-") { return true }
            } else if (0xC3...0xDB).contains(byte) {
                return true
            } else if previous == 0xE0 && (0xB8...0xB9).contains(byte) || previous == 0xE1 && byte >= 0xBC {
                return true
            }
            previous = byte
        }
        return false
    }

    /// Removes formatting that opens and closes within a stretch.
    mutating func removeFormatting(within range: Range<Int>) {
        var open: [Int] = []
        var pairs: [Int] = []
        for (index, mark) in marks.enumerated() where (range.lowerBound...range.upperBound).contains(Int(mark.offset)) {
            if mark.kind == .open { open.append(index) }
            if mark.kind == .close, let opening = open.popLast() { pairs += [opening, index] }
        }
        for index in pairs.sorted(by: >) { marks.remove(at: index) }
    }

    /// Takes the full stops out of what was appended since.
    ///
    /// - Parameter inNames: whether it is a record's text, in which those before a small letter stay ("Itch.io").
    mutating func stripPeriods(since checkpoint: Checkpoint, inNames: Bool) {
        guard bytes.count > checkpoint.bytes, bytes[checkpoint.bytes...].contains(UInt8(ascii: ".")) else { return }
        var write = checkpoint.bytes
        var next = min(checkpoint.marks, marks.count)
        for read in checkpoint.bytes..<bytes.count {
            while next < marks.count, Int(marks[next].offset) <= read {
                marks[next].offset = Int32(write)
                next += 1
            }
            if bytes[read] == UInt8(ascii: "."),
                !inNames || read + 1 == bytes.count || !(97...122).contains(bytes[read + 1])
            {
                continue
            }
            bytes[write] = bytes[read]
            write += 1
        }
        for index in next..<max(next, marks.count) { marks[index].offset = Int32(write) }
        bytes.removeLast(bytes.count - write)
    }

    /// The bytes between a region's first beginning at or after a mark, and its end.
    func region(_ region: Region, from first: Int = 0) -> (marks: Range<Int>, bytes: Range<Int>)? {
        var index = first
        while index < marks.count {
            if marks[index].kind == .begin, marks[index].value == region.rawValue {
                var end = index + 1
                var depth = 1
                while end < marks.count {
                    if marks[end].value == region.rawValue {
                        if marks[end].kind == .begin { depth += 1 }
                        if marks[end].kind == .end { depth -= 1 }
                        if depth == 0 {
                            return (index..<(end + 1), Int(marks[index].offset)..<Int(marks[end].offset))
                        }
                    }
                    end += 1
                }
            }
            index += 1
        }
        return nil
    }
}
