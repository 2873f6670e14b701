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
        /// How given names become initials; nil where they do not.
        let initials: Initials?
        /// Whether given names become initials where the style shows no more of them.
        let initializes: Bool
        let sortSeparator: Bytes
        let givenFormat: Int32
        let familyFormat: Int32

        init(_ names: NamesElement, _ options: NameOptions, inCitation: Bool) {
            initials = inCitation ? names.initialsInCitation : names.initialsInBibliography
            initializes = options.initialize != false
            sortSeparator = options.sortSeparator ?? Bytes()
            givenFormat = names.given
            familyFormat = names.family
        }
    }

    mutating func append(_ name: PersonName, _ form: NameForm) {
        if name.isLiteral {
            // Affixes of the parts are for persons.
            return appendPart(form.familyFormat, affixes: false) { $0.appendNameText(name.family) }
        }
        makeGiven(name, form)
        if form.given == 0 || (given.isEmpty && name.suffix.isEmpty && name.droppingParticle.isEmpty) {
            return appendShort(name, form, isSorted: form.isInverted)
        }
        if name.hasStaticOrder {
            // Affixes of the parts are for names that are inverted or not.
            appendFamily(name, form, nonDropping: true, affixes: false)
            if !given.isEmpty {
                if !name.isCompact { out.append(byte: 0x20) }
                appendPart(form.givenFormat, affixes: false) { $0.appendGiven() }
            }
            return
        }
        if form.isInverted { appendInverted(name, form) } else { appendNatural(name, form) }
    }

    /// Makes the given names as they are to be written, in `given`.
    private mutating func makeGiven(_ name: PersonName, _ form: NameForm) {
        given.removeAll(keepingCapacity: true)
        if form.given == 0 || name.given.isEmpty { return }
        let whole = items.names.text(name.given)
        guard let initials = form.initials, !name.isCompact else { return given.append(contentsOf: whole) }
        initials.append(whole, onlyInitials: !form.initializes || form.given == 2, to: &given)
    }

    private mutating func appendShort(_ name: PersonName, _ form: NameForm, isSorted: Bool) {
        let demotion = style.options.demoteNonDroppingParticle
        let demotes = isSorted && (demotion == .displayAndSort || (sorting != nil && demotion == .sortOnly))
        appendFamily(name, form, nonDropping: !demotes)
        if demotes, sorting == nil, !name.nonDroppingParticle.isEmpty {
            out.append(form.sortSeparator, of: style.blob)
            appendPart(form.familyFormat, affixes: false) { $0.appendNameText(name.nonDroppingParticle) }
        }
    }

    /// Given, dropping particle, non-dropping particle, family, suffix.
    private mutating func appendNatural(_ name: PersonName, _ form: NameForm) {
        if !given.isEmpty {
            appendPart(form.givenFormat) { $0.appendGiven() }
        }
        let family = form.familyFormat
        if !given.isEmpty { appendGap(beforeFamily: form.initials?.keepsTogether == true && form.given < 2) }
        let hasAffixes =
            family >= 0 && !(style.formats[Int(family)].prefix.isEmpty && style.formats[Int(family)].suffix.isEmpty)
        if hasAffixes { out.append(style.formats[Int(family)].prefix, of: style.blob) }
        if !name.droppingParticle.isEmpty {
            appendPart(form.givenFormat, affixes: false) { $0.appendNameText(name.droppingParticle) }
            appendGap(after: name.droppingParticle, beforeFamily: true)
        }
        appendFamily(name, form, nonDropping: true, affixes: false)
        if !name.suffix.isEmpty {
            if name.hasCommaSuffix { out.append(byte: UInt8(ascii: ",")) }
            out.append(byte: 0x20)
            appendSuffix(name, form)
        }
        if hasAffixes { out.append(style.formats[Int(family)].suffix, of: style.blob) }
    }

    /// Family (with or without the non-dropping particle), given, particles, suffix.
    private mutating func appendInverted(_ name: PersonName, _ form: NameForm) {
        let demotion = style.options.demoteNonDroppingParticle
        let demotes = demotion == .displayAndSort || (sorting != nil && demotion == .sortOnly)
        appendFamily(name, form, nonDropping: !demotes)
        let separator = form.sortSeparator
        let particles = (name.droppingParticle, demotes ? name.nonDroppingParticle : Bytes())
        if !given.isEmpty || !particles.0.isEmpty || !particles.1.isEmpty {
            out.append(separator, of: style.blob)
            appendGivenWithParticles(particles, form)
        }
        if !name.suffix.isEmpty {
            out.append(separator, of: style.blob)
            appendSuffix(name, form)
        }
    }

    /// "Jr.", and "Jr" where initials have no full stops.
    private mutating func appendSuffix(_ name: PersonName, _ form: NameForm) {
        guard let initials = form.initials, !initials.mark.contains(UInt8(ascii: ".")) else {
            return appendNameText(name.suffix)
        }
        let start = out.checkpoint
        appendNameText(name.suffix)
        out.stripPeriods(since: start, inNames: false)
    }

    private mutating func appendGivenWithParticles(_ particles: (Bytes, Bytes), _ form: NameForm) {
        let format = form.givenFormat
        let affixes = format >= 0
        if affixes { out.append(style.formats[Int(format)].prefix, of: style.blob) }
        if !given.isEmpty { appendPart(format, affixes: false) { $0.appendGiven() } }
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
            appendGap(after: name.nonDroppingParticle, beforeFamily: true)
        }
        appendPart(format, affixes: false) { $0.appendNameText(name.family) }
        if affixes, format >= 0 { out.append(style.formats[Int(format)].suffix, of: style.blob) }
    }

    /// A space between parts, unless there is one, or a no-break space, already.
    ///
    /// - Parameter beforeFamily: whether what stands before is kept with the family name, in languages that want it.
    private mutating func appendGap(after particle: Bytes = Bytes(), beforeFamily: Bool = false) {
        if !particle.isEmpty, Renderer.clings(items.names.text(particle)) { return }
        guard let last = out.bytes.last else { return }
        if last == 0x20 { return }
        if last == 0xA0, out.bytes.count > 1, out.bytes[out.bytes.count - 2] == 0xC2 { return }
        if beforeFamily, context.keepsParticles { return out.bytes.append(contentsOf: [0xC2, 0xA0]) }
        out.bytes.append(0x20)
    }

    private mutating func appendPart(_ format: Int32, affixes: Bool = true, _ body: (inout Renderer) -> Void) {
        guard format >= 0 else { return body(&self) }
        let formatting = style.formats[Int(format)]
        if affixes { out.append(formatting.prefix, of: style.blob) }
        if formatting.marks == 0, formatting.textCase == .none {
            body(&self)
        } else {
            out.open(marks: formatting.marks)
            let content = out.checkpoint
            body(&self)
            cases.apply(formatting.textCase, to: &out, since: content, isEnglish: isEnglish)
            out.close(marks: out.withoutIdleSlant(formatting.marks, since: content))
        }
        if affixes { out.append(formatting.suffix, of: style.blob) }
    }

    /// Whether a particle ends with an apostrophe, a hyphen or an ayn, which want no space after them.
    private static func clings(_ particle: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let last = particle.last else { return false }
        if last == UInt8(ascii: "'") || last == UInt8(ascii: "-") { return true }
        return last >= 0x80 && (particle.ends(with: apostrophe) || particle.ends(with: ayn))
    }

    private static let apostrophe = Array("’".utf8)
    private static let ayn = Array("ʿ".utf8)

    private mutating func appendNameText(_ part: Bytes) { appendName(items.names.text(part)) }

    private mutating func appendGiven() {
        let mayHaveMarks = given.withUnsafeBufferPointer(Renderer.mayHaveMarks)
        if mayHaveMarks { return field.append(Text(markup: String(decoding: given, as: UTF8.self)), to: &out) }
        out.append(given)
    }

    private mutating func appendName(_ text: UnsafeBufferPointer<UInt8>) {
        if Renderer.mayHaveMarks(text) {
            return field.append(Text(markup: String(decoding: text, as: UTF8.self)), to: &out)
        }
        out.append(text)
    }

    /// Names may hold markup, apostrophes and nicknames in quotation marks.
    private static func mayHaveMarks(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for (index, byte) in text.enumerated() {
            if byte == 0x27 || byte == 0x3C || byte == 0x22 { return true }
            // Double quotation marks, not the apostrophe.
            if byte == 0xE2, index + 2 < text.count, text[index + 1] == 0x80, (0x9C...0x9E).contains(text[index + 2]) {
                return true
            }
        }
        return false
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func ends(with bytes: [UInt8]) -> Bool { suffix(bytes.count).elementsEqual(bytes) }
}
