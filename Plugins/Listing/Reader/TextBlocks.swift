/// Cuts a page that was copied as text into blocks: one for each paragraph.
///
/// Browsers copy pages with and without empty lines, with bullets, indented, or broken into lines of one width. A line is
/// joined to the one before only where that was broken: because it was full, or because the line goes on in lower case.
struct TextBlocks {
    private var blocks: [Block] = []
    private let isAlone: (String) -> Bool
    private let width: Int

    /// - Parameter isAlone: whether a line is a paragraph of its own, whatever stands beside it (a date, page furniture).
    static func blocks(of bytes: [UInt8], isAlone: (String) -> Bool) -> [Block] {
        withoutActuallyEscaping(isAlone) { isAlone in
            var reader = TextBlocks(isAlone: isAlone, width: fullWidth(of: bytes))
            reader.read(bytes)
            return reader.blocks
        }
    }

    private init(isAlone: @escaping (String) -> Bool, width: Int) {
        self.isAlone = isAlone
        self.width = width
    }

    /// The width at which lines were broken; 0 where they were not: a line is longer than any page that is broken into lines,
    /// or hardly any comes near the longest.
    private static func fullWidth(of bytes: [UInt8]) -> Int {
        let lengths = bytes.split(separator: UInt8(ascii: "\n")).map { line in
            line.count { $0 & 0xC0 != 0x80 && $0 != UInt8(ascii: "\r") }
        }
        guard let longest = lengths.max(), longest <= 132, longest >= 40 else { return 0 }
        return lengths.count { $0 + 14 >= longest } >= 3 ? longest : 0
    }

    private mutating func read(_ bytes: [UInt8]) {
        var number = 1
        var empty = 1
        var bullet = false
        var lastLength = 0
        for slice in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            defer { number += 1 }
            let raw = String(decoding: slice, as: UTF8.self)
            var block = TextBlocks.block(of: raw, line: number)
            if block.text.isEmpty {
                if block.isBulleted { bullet = true } else { empty += 1 }
                continue
            }
            if bullet { block.isBulleted = true }
            bullet = false
            block.isTight = empty == 0
            block.emptyLines = empty
            if goesOn(block, lastLength), let last = blocks.indices.last {
                blocks[last].text += " " + block.text
                blocks[last].links += block.links
            } else {
                blocks.append(block)
            }
            empty = 0
            lastLength = raw.unicodeScalars.count
        }
    }

    /// Whether a line goes on with the paragraph of the line before.
    private func goesOn(_ block: Block, _ lastLength: Int) -> Bool {
        guard block.isTight, !block.isBulleted, !block.isHeading, let last = blocks.last, !isAlone(last.text),
            !isAlone(block.text)
        else { return false }
        let first = block.text.unicodeScalars.first
        if first?.properties.isLowercase ?? false, last.text.unicodeScalars.count > 20 { return true }
        guard width > 0 else { return false }
        let word = block.text.prefix { $0 != " " }.unicodeScalars.count
        return lastLength + 1 + word > width && lastLength > width / 2
    }

    // MARK: One line

    private static let bullets: Set<Unicode.Scalar> = [
        "•", "◦", "▪", "·", "●", "○", "■", "‣", "*", "–", "—", "-", "+", "→", "►",
    ]

    private static func block(of raw: String, line: Int) -> Block {
        let scalars = Array(raw.unicodeScalars)
        var at = 0
        var bulleted = false
        var heading = false
        func skipSpace() {
            while at < scalars.count, scalars[at].isSpace || scalars[at] == "\u{FEFF}" { at += 1 }
        }
        skipSpace()
        let startsWithMark = at
        while at < scalars.count, scalars[at] == "#" { at += 1 }
        if at > startsWithMark, at < scalars.count, scalars[at] == " " { heading = true } else { at = startsWithMark }
        skipSpace()
        if at < scalars.count, bullets.contains(scalars[at]),
            at + 1 >= scalars.count || scalars[at + 1].isSpace
        {
            bulleted = true
            at += 1
            skipSpace()
        }
        if isRule(scalars[startsWithMark...]) {
            return Block(text: "", line: line, column: at + 1)
        }
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars[at...])
        let (plain, links) = links(in: text.tidied)
        return Block(
            text: plain, line: line, column: at + 1, isBulleted: bulleted, isHeading: heading, links: links)
    }

    /// A line of dashes, stars or the like.
    private static func isRule(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        let marks = scalars.filter { !$0.isSpace }
        return marks.count >= 3 && marks.allSatisfy { $0 == marks.first && "-=_*~—–".unicodeScalars.contains($0) }
    }

    /// Markdown's links, and addresses in angle brackets after their text.
    private static func links(in text: String) -> (String, [Block.Link]) {
        var links: [Block.Link] = []
        var out = ""
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "[") {
            let inner = rest[rest.index(after: open)...]
            guard let middle = inner.firstRange(of: "](http"),
                let close = inner[middle.upperBound...].firstIndex(where: { $0 == ")" || $0 == " " })
            else { break }
            let label = String(inner[..<middle.lowerBound])
            out += rest[..<open]
            out += label
            links.append(Block.Link(address: "http" + inner[middle.upperBound..<close], text: label.tidied))
            rest = inner[close...].drop { $0 != ")" }.dropFirst()
        }
        out += rest
        if let open = out.firstRange(of: " <http"), out.last == ">" {
            let address = String(out[out.index(open.lowerBound, offsetBy: 2)...].dropLast())
            out = String(out[..<open.lowerBound])
            links.append(Block.Link(address: address, text: out.tidied))
        }
        let plain = out.tidied.replacing("**", with: "")
        for index in links.indices where links[index].text.contains("**") {
            links[index].text = links[index].text.replacing("**", with: "").tidied
        }
        return (plain, links)
    }
}
