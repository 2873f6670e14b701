internal import Records

/// Writes one name, in the order of its parts.
///
/// Source: CSL 1.0.2 specification, "Name-part Order", "Name-part Formatting".
extension Renderer {
    /// How one name is written.
    struct NameForm {
        /// 0 family name alone, 1 initials, 2 given names.
        var given: UInt8 = 2
        var isInverted = false
        var options = NameOptions()
        var givenFormat: Int32 = -1
        var familyFormat: Int32 = -1
    }

    mutating func append(_ name: PersonName, _ form: NameForm) {
        if name.isLiteral {
            return appendPart(form.familyFormat) { $0.appendNameText(name.family) }
        }
        let given = givenText(name, form)
        if form.given == 0 || (given.isEmpty && name.suffix.isEmpty && name.droppingParticle.isEmpty) {
            return appendShort(name, form, isSorted: form.isInverted)
        }
        if name.hasStaticOrder {
            appendFamily(name, form, nonDropping: true)
            if !given.isEmpty {
                if !name.isCompact { out.append(byte: 0x20) }
                appendPart(form.givenFormat) { $0.appendNameBytes(given) }
            }
            return
        }
        if form.isInverted { appendInverted(name, given, form) } else { appendNatural(name, given, form) }
    }

    private func givenText(_ name: PersonName, _ form: NameForm) -> [UInt8] {
        if form.given == 0 || name.given.isEmpty { return [] }
        guard let with = form.options.initializeWith, !name.isCompact else { return Array(name.given.utf8) }
        let initials = Initials(
            mark: Array(style.blob[with.range]), keepsHyphens: style.options.initializeWithHyphen)
        if form.options.initialize == false || form.given == 2 {
            return initials.apply(name.given, onlyInitials: true)
        }
        return initials.apply(name.given, onlyInitials: false)
    }

    private mutating func appendShort(_ name: PersonName, _ form: NameForm, isSorted: Bool) {
        let demotes = isSorted && sorting != nil && style.options.demoteNonDroppingParticle != .never
        appendFamily(name, form, nonDropping: !demotes)
    }

    /// Given, dropping particle, non-dropping particle, family, suffix.
    private mutating func appendNatural(_ name: PersonName, _ given: [UInt8], _ form: NameForm) {
        if !given.isEmpty {
            appendPart(form.givenFormat) { $0.appendNameBytes(given) }
        }
        let family = form.familyFormat
        let familyStart = out.checkpoint
        if !given.isEmpty { appendGap() }
        let hasAffixes =
            family >= 0 && !(style.formats[Int(family)].prefix.isEmpty && style.formats[Int(family)].suffix.isEmpty)
        if hasAffixes { out.append(style.formats[Int(family)].prefix, of: style.blob) }
        if !name.droppingParticle.isEmpty {
            appendPart(form.givenFormat, affixes: false) { $0.appendNameText(name.droppingParticle) }
            appendGap(after: name.droppingParticle)
        }
        appendFamily(name, form, nonDropping: true, affixes: false)
        if !name.suffix.isEmpty {
            if name.hasCommaSuffix { out.append(byte: UInt8(ascii: ",")) }
            out.append(byte: 0x20)
            appendNameText(name.suffix)
        }
        if hasAffixes { out.append(style.formats[Int(family)].suffix, of: style.blob) }
        _ = familyStart
    }

    /// Family (with or without the non-dropping particle), given, particles, suffix.
    private mutating func appendInverted(_ name: PersonName, _ given: [UInt8], _ form: NameForm) {
        let demotion = style.options.demoteNonDroppingParticle
        let demotes = demotion == .displayAndSort || (sorting != nil && demotion == .sortOnly)
        appendFamily(name, form, nonDropping: !demotes)
        let separator = form.options.sortSeparator.map { Array(style.blob[$0.range]) } ?? Array(", ".utf8)
        let particles = (name.droppingParticle, demotes ? name.nonDroppingParticle : "")
        if !given.isEmpty || !particles.0.isEmpty || !particles.1.isEmpty {
            out.append(separator)
            appendGivenWithParticles(name, given, particles, form)
        }
        if !name.suffix.isEmpty {
            out.append(separator)
            appendNameText(name.suffix)
        }
    }

    private mutating func appendGivenWithParticles(
        _ name: PersonName, _ given: [UInt8], _ particles: (String, String), _ form: NameForm
    ) {
        let format = form.givenFormat
        let affixes = format >= 0
        if affixes { out.append(style.formats[Int(format)].prefix, of: style.blob) }
        if !given.isEmpty { appendPart(format, affixes: false) { $0.appendNameBytes(given) } }
        if !particles.0.isEmpty {
            if !given.isEmpty { appendGap() }
            appendPart(format, affixes: false) { $0.appendNameText(particles.0) }
        }
        if !particles.1.isEmpty {
            if !given.isEmpty || !particles.0.isEmpty { appendGap(after: particles.0) }
            appendPart(form.familyFormat, affixes: false) { $0.appendNameText(particles.1) }
        }
        if affixes { out.append(style.formats[Int(format)].suffix, of: style.blob) }
    }

    private mutating func appendFamily(_ name: PersonName, _ form: NameForm, nonDropping: Bool, affixes: Bool = true) {
        let format = form.familyFormat
        if affixes, format >= 0 { out.append(style.formats[Int(format)].prefix, of: style.blob) }
        if nonDropping, !name.nonDroppingParticle.isEmpty {
            appendPart(format, affixes: false) { $0.appendNameText(name.nonDroppingParticle) }
            appendGap(after: name.nonDroppingParticle)
        }
        appendPart(format, affixes: false) { $0.appendNameText(name.family) }
        if affixes, format >= 0 { out.append(style.formats[Int(format)].suffix, of: style.blob) }
    }

    /// A space between parts, unless there is one, or a no-break space, already.
    private mutating func appendGap(after particle: String = "") {
        if let last = particle.unicodeScalars.last, last == "'" || last == "’" || last == "-" || last == "ʿ" { return }
        guard let last = out.bytes.last else { return }
        if last == 0x20 { return }
        if last == 0xA0, out.bytes.count > 1, out.bytes[out.bytes.count - 2] == 0xC2 { return }
        out.bytes.append(0x20)
    }

    private mutating func appendPart(_ format: Int32, affixes: Bool = true, _ body: (inout Renderer) -> Void) {
        guard format >= 0 else { return body(&self) }
        let formatting = style.formats[Int(format)]
        if affixes { out.append(formatting.prefix, of: style.blob) }
        if formatting.marks == 0, formatting.textCase == .none {
            body(&self)
        } else {
            for kind in FormattingAttributes.order where formatting.marks & FormattingAttributes.bit(kind) != 0 {
                out.open(kind)
            }
            let content = out.checkpoint
            body(&self)
            cases.apply(formatting.textCase, to: &out, since: content, isEnglish: isEnglish)
            for kind in FormattingAttributes.order.reversed()
            where formatting.marks & FormattingAttributes.bit(kind) != 0 {
                out.close(kind)
            }
        }
        if affixes { out.append(formatting.suffix, of: style.blob) }
    }

    /// Names may hold markup and apostrophes.
    private mutating func appendNameText(_ text: String) {
        for byte in text.utf8 where byte == 0x27 || byte == 0x3C || byte == 0x22 {
            return field.append(Text(markup: text), to: &out)
        }
        out.append(text)
    }

    private mutating func appendNameBytes(_ bytes: [UInt8]) {
        for byte in bytes where byte == 0x27 || byte == 0x3C || byte == 0x22 {
            return field.append(Text(markup: String(decoding: bytes, as: UTF8.self)), to: &out)
        }
        out.append(bytes)
    }
}
