internal import Records
internal import TeX

/// Writes lists of names so that they are read again as they are.
struct NameWriter {
    let dialect: Dialect
    let encoder: TeXEncoder

    func write(_ names: [Name], into out: inout [UInt8]) {
        for (index, name) in names.enumerated() {
            if index > 0 { out.append(contentsOf: " and ".utf8) }
            write(name, into: &out)
        }
    }

    private func write(_ name: Name, into out: inout [UInt8]) {
        if name.kind == .others { return out.append(contentsOf: "others".utf8) }
        if name.isLiteral || name.family.isEmpty {
            out.append(UInt8(ascii: "{"))
            encoder.encode(name.isLiteral ? name.literal : name.given, into: &out)
            out.append(UInt8(ascii: "}"))
            return
        }
        guard name.hasDetails else { return simple(name, into: &out) }
        let particle = name.nonDroppingParticle
        if dialect == .biblatex, !particle.isEmpty || !name.kept.isEmpty { return extended(name, into: &out) }
        let von = [name.droppingParticle, particle].filter { !$0.isEmpty }.joined(separator: " ")
        if !von.isEmpty {
            // A particle begins with a small letter, or it is no particle to BibTeX.
            part(von, into: &out, protects: !startsSmall(von), small: true)
            out.append(0x20)
        }
        part(name.family, into: &out)
        if !name.suffix.isEmpty {
            out.append(contentsOf: ", ".utf8)
            part(name.suffix, into: &out, small: true)
        }
        if !name.given.isEmpty || !name.suffix.isEmpty || !von.isEmpty {
            out.append(contentsOf: ", ".utf8)
            part(name.given, into: &out, small: true)
        }
    }

    private func simple(_ name: Name, into out: inout [UInt8]) {
        part(name.family, into: &out)
        if !name.given.isEmpty {
            out.append(contentsOf: ", ".utf8)
            part(name.given, into: &out, small: true)
        } else if name.family.utf8.contains(0x20) {
            out.append(UInt8(ascii: ","))
        }
    }

    /// BibLaTeX's extended form, which can say that a particle belongs to the family name.
    private func extended(_ name: Name, into out: inout [UInt8]) {
        var parts = [("family", name.family), ("given", name.given)]
        if !name.nonDroppingParticle.isEmpty {
            parts += [("prefix", name.nonDroppingParticle), ("useprefix", "true")]
        } else {
            parts.append(("prefix", name.droppingParticle))
        }
        parts.append(("suffix", name.suffix))
        parts += name.kept.filter { $0.format == Dialect.biblatex.id }.map { ($0.name, $0.value) }
        var isFirst = true
        for (key, value) in parts where !value.isEmpty {
            if !isFirst { out.append(contentsOf: ", ".utf8) }
            isFirst = false
            out.append(contentsOf: "\(key)=".utf8)
            part(value, into: &out, small: true)
        }
    }

    /// One part of a name, in braces where something in it would end it.
    private func part(_ text: String, into out: inout [UInt8], protects: Bool = false, small: Bool = false) {
        var text = text
        let isSmall = !small && startsSmall(text)
        text.withUTF8 { bytes in
            let needs = protects || needsBraces(bytes) || (isSmall && bytes.contains(0x20))
            if needs { out.append(UInt8(ascii: "{")) }
            encoder.encode(bytes, into: &out)
            if needs { out.append(UInt8(ascii: "}")) }
        }
    }

    private func needsBraces(_ bytes: Bytes) -> Bool {
        var start = 0
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "=") { return true }
            guard byte == 0x20 else { continue }
            if isOfLists(bytes, start..<index) { return true }
            start = index + 1
        }
        return isOfLists(bytes, start..<bytes.count)
    }

    /// Whether a word means something in a list of names.
    private func isOfLists(_ bytes: Bytes, _ range: Range<Int>) -> Bool {
        switch range.count {
        case 3: bytes.slice(range).isWord("and")
        case 6: bytes.slice(range).isWord("others")
        default: false
        }
    }

    private func startsSmall(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        if first < 0x80 { return first >= UInt8(ascii: "a") && first <= UInt8(ascii: "z") }
        return text.unicodeScalars.first?.properties.isLowercase ?? false
    }
}
