internal import Records

/// What a macro of TeX markup does to the text. Macros that stand for characters are in ``SymbolTable``.
enum Macro {
    /// A combining mark over or under the argument.
    case accent(Unicode.Scalar)
    /// The argument with a style.
    case style(Text.Style)
    /// A style from here to the end of the group.
    case declaration(Text.Style)
    /// The argument as it is.
    case unwrap
    /// The argument between two signs of ASCII (parentheses, brackets).
    case enclose(UInt8, UInt8)
    /// The argument in quotation marks, double or single by depth.
    case quote
    /// Nothing, with so many arguments.
    case drop(Int)
    /// A characters' string (spaces of all kinds among them).
    case characters(String)
    /// The first argument as it stands, nothing in it being markup.
    case verbatim
    /// A link: the first argument as it stands is its target, the second its text.
    case link
    /// `\char`, with a number after it.
    case charCode
    /// The argument is mathematics.
    case mathematics
    /// The argument is a word that a bibliography style puts in words of the language.
    case bibliographyString
    /// A space, whatever it is in print.
    case space
}

extension Macro {
    /// The macro of a name without its backslash; nil for one that is unknown or only stands for characters.
    static func named(_ name: String) -> Macro? { table.find(name) }

    static func named(_ name: UnsafeBufferPointer<UInt8>) -> Macro? { table.find(name) }

    /// The combining mark of an accent of one character (`\'`, `\"`), or nil.
    static func accent(_ byte: UInt8) -> Unicode.Scalar? {
        switch byte {
        case UInt8(ascii: "'"): "\u{301}"
        case UInt8(ascii: "`"): "\u{300}"
        case UInt8(ascii: "^"): "\u{302}"
        case UInt8(ascii: "\""): "\u{308}"
        case UInt8(ascii: "~"): "\u{303}"
        case UInt8(ascii: "="): "\u{304}"
        case UInt8(ascii: "."): "\u{307}"
        case UInt8(ascii: "|"): "\u{30D}"
        default: nil
        }
    }

    private static let accents: [(String, Unicode.Scalar)] = [
        ("c", "\u{327}"), ("k", "\u{328}"), ("b", "\u{331}"), ("d", "\u{323}"), ("u", "\u{306}"), ("v", "\u{30C}"),
        ("H", "\u{30B}"), ("r", "\u{30A}"), ("h", "\u{309}"), ("G", "\u{30F}"), ("C", "\u{30F}"), ("U", "\u{30E}"),
        ("M", "\u{322}"), ("B", "\u{335}"), ("f", "\u{311}"), ("t", "\u{361}"), ("newtie", "\u{361}"),
        ("textcommabelow", "\u{326}"), ("textogonekcentered", "\u{328}"), ("textsubring", "\u{325}"),
        ("textsubdot", "\u{323}"), ("textsubbar", "\u{331}"), ("textsubbreve", "\u{32E}"), ("textsubarch", "\u{32F}"),
        ("textsubcircum", "\u{32D}"), ("textsubumlaut", "\u{324}"), ("textsubtilde", "\u{330}"),
        ("textsubgrave", "\u{316}"), ("textsubacute", "\u{317}"), ("textsubwedge", "\u{32C}"),
        ("textsubplus", "\u{31F}"), ("textsubminus", "\u{320}"), ("textsubbridge", "\u{32A}"),
        ("textsubw", "\u{32B}"), ("textsubsquare", "\u{33B}"), ("textsubrhalfring", "\u{339}"),
        ("textsublhalfring", "\u{31C}"), ("textinvsubbridge", "\u{33A}"), ("textseagull", "\u{33C}"),
        ("textovercross", "\u{33D}"), ("textsyllabic", "\u{329}"), ("textadvancing", "\u{318}"),
        ("textretracting", "\u{319}"), ("textraising", "\u{31D}"), ("textlowering", "\u{31E}"),
        ("textlangleabove", "\u{31A}"), ("textrighthorn", "\u{31B}"), ("textpalhookbelow", "\u{321}"),
        ("textsuperimposetilde", "\u{334}"), ("textlstrokethru", "\u{336}"), ("textvbaraccent", "\u{30D}"),
        ("textdoublevbaraccent", "\u{30E}"), ("textdotbreve", "\u{310}"), ("textturncommaabove", "\u{312}"),
        ("textcommaabove", "\u{313}"), ("textrevcommaabove", "\u{314}"), ("textcommaabover", "\u{315}"),
        ("texttoptiebar", "\u{361}"), ("textdoubletilde", "\u{360}"), ("textdoublebreve", "\u{35D}"),
        ("textdoublemacron", "\u{35E}"), ("textacutemacron", "\u{301}"), ("textbrevemacron", "\u{306}"),
        ("capitalgrave", "\u{300}"), ("capitalacute", "\u{301}"), ("capitalcircumflex", "\u{302}"),
        ("capitaltilde", "\u{303}"), ("capitaldieresis", "\u{308}"), ("capitalcedilla", "\u{327}"),
        ("capitalcaron", "\u{30C}"), ("capitalmacron", "\u{304}"), ("capitalring", "\u{30A}"),
        ("capitalogonek", "\u{328}"), ("capitalbreve", "\u{306}"), ("capitaldotaccent", "\u{307}"),
        ("capitalhungarumlaut", "\u{30B}"), ("cyrbreve", "\u{306}"),
        // Mathematics
        ("hat", "\u{302}"), ("widehat", "\u{302}"), ("check", "\u{30C}"), ("tilde", "\u{303}"),
        ("widetilde", "\u{303}"), ("acute", "\u{301}"), ("grave", "\u{300}"), ("dot", "\u{307}"), ("ddot", "\u{308}"),
        ("dddot", "\u{20DB}"), ("breve", "\u{306}"), ("bar", "\u{304}"), ("vec", "\u{20D7}"),
        ("mathring", "\u{30A}"), ("overline", "\u{305}"), ("not", "\u{338}"),
    ]

    private static let styles: [(String, Text.Style)] = [
        ("emph", .italic), ("textit", .italic), ("textsl", .italic), ("mkbibemph", .italic), ("mkbibitalic", .italic),
        ("mathit", .italic), ("textem", .italic), ("bibemph", .italic),
        ("textbf", .bold), ("mkbibbold", .bold), ("mathbf", .bold), ("bm", .bold), ("boldsymbol", .bold),
        ("textsc", .smallCaps), ("mkbibacro", .smallCaps), ("textscaps", .smallCaps),
        ("texttt", .monospace), ("mathtt", .monospace),
        ("textup", .upright), ("textnormal", .upright),
        ("textsuperscript", .superscript), ("textsubscript", .subscript), ("mkbibsuperscript", .superscript),
        ("mkbibsubscript", .subscript), ("sp", .superscript), ("sb", .subscript), ("up", .superscript),
        ("ieme", .superscript),
        ("underline", .underline), ("uline", .underline), ("ul", .underline), ("sout", .strikethrough),
        ("st", .strikethrough), ("NoCaseChange", .noCase), ("MakeSentenceCase", .noCase),
    ]

    private static let declarations: [(String, Text.Style)] = [
        ("em", .italic), ("it", .italic), ("itshape", .italic), ("sl", .italic), ("slshape", .italic),
        ("bf", .bold), ("bfseries", .bold), ("sc", .smallCaps), ("scshape", .smallCaps), ("tt", .monospace),
        ("ttfamily", .monospace), ("upshape", .upright),
    ]

    private static let rest: [(String, Macro)] = [
        ("enquote", .quote), ("mkbibquote", .quote), ("textquote", .quote),
        ("mkbibparens", .enclose(0x28, 0x29)), ("mkbibbrackets", .enclose(0x5B, 0x5D)),
        ("mkbibquoted", .quote), ("emdash", .characters("—")), ("endash", .characters("–")),
        // What sets no text of its own
        ("protect", .drop(0)), ("relax", .drop(0)), ("noopsort", .drop(1)), ("nocite", .drop(1)), ("label", .drop(1)),
        ("vphantom", .drop(1)), ("hphantom", .drop(1)), ("phantom", .drop(1)), ("index", .drop(1)),
        ("hskip", .drop(0)), ("nobreak", .drop(0)), ("allowbreak", .drop(0)), ("penalty", .drop(0)),
        ("displaystyle", .drop(0)), ("textstyle", .drop(0)), ("scriptstyle", .drop(0)), ("rm", .drop(0)),
        ("rmfamily", .drop(0)), ("sf", .drop(0)), ("sffamily", .drop(0)), ("normalfont", .drop(0)),
        ("mdseries", .drop(0)), ("small", .drop(0)), ("footnotesize", .drop(0)), ("tiny", .drop(0)),
        ("normalsize", .drop(0)), ("large", .drop(0)), ("Large", .drop(0)), ("noindent", .drop(0)),
        ("left", .drop(0)), ("right", .drop(0)), ("limits", .drop(0)), ("nolimits", .drop(0)), ("bgroup", .drop(0)),
        ("egroup", .drop(0)), ("ensurecyrillic", .unwrap), ("foreignlanguage", .drop(1)), ("autocap", .unwrap),
        ("selectlanguage", .drop(1)), ("bibinitdelim", .space), ("bibnamedelima", .space), ("bibnamedelimb", .space),
        ("bibnamedelimi", .space), ("addspace", .space), ("adddot", .characters(".")),
        ("adddotspace", .characters(". ")),
        ("addcomma", .characters(",")), ("addcolon", .characters(":")), ("addsemicolon", .characters(";")),
        ("bibrangedash", .characters("–")), ("isdot", .drop(0)), ("unspace", .drop(0)),
        ("discretionary", .drop(3)), ("hyphen", .characters("-")), ("hyp", .characters("-")),
        ("hspace", .drop(1)), ("vspace", .drop(1)), ("textcolor", .drop(1)), ("color", .drop(1)),
        // What changes nothing that we know of
        ("text", .unwrap), ("mbox", .unwrap), ("hbox", .unwrap), ("fbox", .unwrap), ("textrm", .unwrap),
        ("textsf", .unwrap), ("textmd", .unwrap), ("mathrm", .unwrap), ("mathsf", .unwrap), ("mathnormal", .unwrap),
        ("operatorname", .unwrap), ("textlatin", .unwrap), ("textgreek", .unwrap), ("textcyrillic", .unwrap),
        ("uppercase", .unwrap), ("MakeUppercase", .unwrap), ("lowercase", .unwrap), ("MakeLowercase", .unwrap),
        ("MakeTextLowercase", .unwrap), ("smash", .unwrap), ("mathop", .unwrap), ("mathord", .unwrap),
        ("mathbin", .unwrap), ("mathrel", .unwrap), ("cyr", .unwrap), ("cyrchar", .unwrap), ("bibcyr", .drop(0)),
        // Spaces
        ("quad", .characters("\u{2003}")), ("qquad", .characters("\u{2003}\u{2003}")),
        ("enspace", .characters("\u{2002}")),
        ("thinspace", .characters("\u{2009}")), ("space", .space), ("newline", .space), ("linebreak", .space),
        ("par", .space), ("hfill", .space), ("nobreakspace", .characters("\u{A0}")), ("negthinspace", .drop(0)),
        ("textvisiblespace", .characters("\u{2423}")), ("newblock", .space),
        // Links and what stands as it is
        ("url", .verbatim), ("nolinkurl", .verbatim), ("path", .verbatim), ("verb", .verbatim), ("href", .link),
        ("char", .charCode), ("symbol", .charCode), ("ensuremath", .mathematics), ("bibstring", .bibliographyString),
        ("biblstring", .bibliographyString), ("bibsstring", .bibliographyString),
    ]

    private static let table: NameTable<Macro> = {
        var table = NameTable<Macro>(capacity: accents.count + styles.count + declarations.count + rest.count)
        for (name, mark) in accents { table.set(name, .accent(mark)) }
        for (name, style) in styles { table.set(name, .style(style)) }
        for (name, style) in declarations { table.set(name, .declaration(style)) }
        for (name, macro) in rest { table.set(name, macro) }
        return table
    }()
}

/// The words for BibLaTeX's bibliography strings, in English.
///
/// Source: BibLaTeX manual, 4.9.2 "Localization Keys".
public enum BibliographyStrings {
    /// What the key says in words ("mathesis": "Master’s thesis"); nil for one that is unknown.
    public static func words(for key: String) -> String? { table[key] }

    /// The key of these words; nil where there is none.
    public static func key(for words: String) -> String? { rows.first { $0.words == words }?.key }

    private static let rows: [(key: String, words: String)] = [
        ("and", "and"), ("andothers", "et al."), ("annotation", "annotations"), ("audiocd", "audio CD"), ("by", "by"),
        ("byeditor", "edited by"), ("bytranslator", "translated by"), ("candthesis", "Candidate thesis"),
        ("chapter", "chapter"), ("column", "column"), ("columns", "columns"), ("commentary", "commentary"),
        ("datacd", "data CD"), ("dated", "dated"), ("dictionary", "dictionary"), ("edition", "ed."),
        ("editor", "editor"), ("editors", "editors"), ("forthcoming", "forthcoming"), ("folio", "folio"),
        ("folios", "folios"), ("from", "from"), ("in", "in"), ("inpress", "in press"),
        ("inpreparation", "in preparation"), ("introduction", "introduction"), ("jourser", "ser."),
        ("line", "line"), ("lines", "lines"), ("mathesis", "Master’s thesis"), ("nodate", "n.d."),
        ("newseries", "new series"), ("number", "no."), ("numbers", "nos."), ("of", "of"),
        ("oldseries", "old series"), ("opencite", "op. cit."), ("page", "page"), ("pages", "pages"),
        ("paragraph", "par."), ("paragraphs", "pars."), ("part", "part"), ("patent", "patent"),
        ("patenteu", "European patent"), ("patentfr", "French patent"), ("patentde", "German patent"),
        ("patentuk", "British patent"), ("patentus", "U.S. patent"), ("patreq", "patent request"),
        ("patreqde", "German patent request"), ("patreqeu", "European patent request"),
        ("patreqfr", "French patent request"), ("patrequk", "British patent request"),
        ("patrequs", "U.S. patent request"), ("phdthesis", "PhD thesis"), ("bathesis", "Bachelor’s thesis"),
        ("prepublished", "pre-published"), ("reprint", "reprint"), ("resreport", "research report"),
        ("review", "review"), ("reviewof", "review of"), ("section", "section"), ("sections", "sections"),
        ("seenote", "see note"), ("series", "ser."), ("software", "computer software"), ("submitted", "submitted"),
        ("techreport", "technical report"), ("thesis", "thesis"), ("translation", "translation"),
        ("translationof", "translation of"), ("translator", "translator"), ("verse", "verse"), ("version", "version"),
        ("videocd", "video CD"), ("volume", "vol."), ("volumes", "vols."), ("withcommentator", "with a commentary by"),
    ]

    private static let table = Dictionary(rows.map { ($0.key, $0.words) }) { first, _ in first }
}
