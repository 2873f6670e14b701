/// Formatting and affixes around what elements render.
extension Renderer {
    /// Appends the prefix and the opening marks. The caller cuts back where nothing follows.
    @inline(never)
    mutating func openFormatting(_ formatting: Int32) -> Int32 {
        if formatting < 0 { return formatting }
        let format = style.formats[Int(formatting)]
        // Only the layout's own elements are blocks.
        if format.display != 0, depth == 0 { out.mark(.open, format.display) }
        out.append(
            prefix: format.prefix, of: style.blob, keepsComma: keepsCommas && depth == 0 && !followsGroup,
            isFormatted: format.marks != 0 && groupStart != out.bytes.count || markedEnd == out.bytes.count)
        if !format.isPlain { openMarks(format) }
        return formatting
    }

    /// The layout's affixes stand within its formatting.
    mutating func openLayout(_ formatting: Int32) -> Int32 {
        guard formatting >= 0 else { return formatting }
        let format = style.formats[Int(formatting)]
        if !format.isPlain { openMarks(format) }
        out.append(format.prefix, of: style.blob)
        return formatting
    }

    mutating func closeLayout(_ formatting: Int32, _ content: Draft.Checkpoint, hasSuffix: Bool = true) {
        guard formatting >= 0 else { return }
        let format = style.formats[Int(formatting)]
        if hasSuffix {
            out.append(outerSuffix: format.suffix, of: style.blob, intoQuotes: context.punctuationInQuote)
        }
        if !format.isPlain { closeMarks(format, content) }
    }

    /// At the end of what an element of several parts holds: see ``Draft/keepNormal(of:)``.
    mutating func keepNormal(_ formatting: Int32) {
        guard formatting >= 0 else { return }
        let marks = style.formats[Int(formatting)].marks
        if marks & FormattingAttributes.normals != 0 { out.keepNormal(of: marks.nonzeroBitCount) }
    }

    private mutating func openMarks(_ format: Formatting) {
        if format.quotes { out.mark(.openQuote) }
        out.open(marks: format.marks)
    }

    @inline(never)
    mutating func closeFormatting(_ formatting: Int32, _ content: Draft.Checkpoint) {
        if formatting < 0 { return out.forgetSuffix() }
        let format = style.formats[Int(formatting)]
        if !format.isPlain { closeMarks(format, content) }
        out.append(outerSuffix: format.suffix, of: style.blob, intoQuotes: context.punctuationInQuote)
        noteEnd(of: format)
        if format.display != 0, depth == 0 { out.mark(.close, format.display) }
    }

    /// That of an element that holds no others; a date has parts.
    @inline(never)
    mutating func closeInnerFormatting(_ formatting: Int32, _ content: Draft.Checkpoint) {
        if isDate { return closeFormatting(formatting, content) }
        if formatting < 0 { return }
        var format = style.formats[Int(formatting)]
        format.marks = out.withoutIdleSlant(format.marks, since: content)
        if format.stripPeriods || strips > 0 { stripPeriods(since: content) }
        let marks = out.marks.count
        let end = elementEnd(format, content)
        if !format.isPlain { closeMarks(format, content) }
        if format.suffix.count > 0 {
            out.append(
                innerSuffix: format.suffix, of: style.blob, innerContent(format), marks: marks,
                behind: end)
        }
        lastEnd = (end, out.bytes.count)
        noteEnd(of: format)
        if format.display != 0, depth == 0 { out.mark(.close, format.display) }
    }

    /// Notes where an element ends that keeps the prefix behind it from collapsing.
    private mutating func noteEnd(of format: Formatting) {
        let isQuotation = format.quotes && !context.punctuationInQuote && format.suffix.count == 0
        if format.marks != 0 || isQuotation { markedEnd = out.bytes.count }
    }

    private func elementEnd(_ format: Formatting, _ content: Draft.Checkpoint) -> Draft.ElementEnd {
        if !format.quotes && format.marks == 0 || out.isMarkedUp(since: content) { return .text }
        return format.quotes ? .quotes(punctuationMovesIn: context.punctuationInQuote) : .formatting
    }

    private func innerContent(_ format: Formatting) -> Draft.InnerContent {
        if format.quotes { return .quotation }
        if let variable = innerVariable, variable.isNumber, isNumeric(variable) { return .number }
        return .text
    }

    private mutating func closeMarks(_ format: Formatting, _ content: Draft.Checkpoint) {
        if format.textCase != .none {
            cases.apply(format.textCase, to: &out, since: content, isEnglish: isEnglish)
        }
        out.close(marks: format.marks)
        if format.quotes {
            let marks = format.marks & ~FormattingAttributes.normals
            out.mark(.closeQuote, UInt8(truncatingIfNeeded: marks.nonzeroBitCount))
        }
    }

    /// Takes the full stops out of an element's text.
    @inline(never)
    mutating func stripPeriods(since content: Draft.Checkpoint) {
        // Of a date's parts each is stripped by itself.
        if strips > 0, isDate || innerVariable?.isNumber == true { return }
        out.stripPeriods(since: content, inNames: innerVariable != nil)
    }

    /// Renders content within an element's formatting and affixes, or nothing where the content is empty.
    @inline(__always)
    mutating func formatted(_ formatting: Int32, _ body: (inout Renderer) -> Void) {
        if formatting < 0 {
            out.noteContent()
            let content = out.checkpoint
            body(&self)
            if strips > 0 { stripPeriods(since: content) }
            return
        }
        let start = out.checkpoint
        let open = openFormatting(formatting)
        let content = out.checkpoint
        out.noteContent()
        body(&self)
        if out.bytes.count == content.bytes { return out.cut(to: start) }
        closeInnerFormatting(open, content)
    }
}
