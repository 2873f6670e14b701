internal import Records

/// TeX that came with a record, and what it may do.
///
/// A value that was TeX in its source is written as TeX again. Commands that read or write files, define, change how TeX reads,
/// or run other programs are no markup: they become text, unless the user trusts the source.
enum UntrustedTeX {
    /// A value whose commands were made text, and which these were.
    struct Harmless {
        var value: [UInt8]
        var commands: [String]
    }

    /// The value with such commands as text; nil where it has none.
    static func harmless(_ bytes: Bytes) -> Harmless? {
        var harmless = Harmless(value: [], commands: [])
        var copied = 0
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "^"), index + 1 < bytes.count, bytes[index + 1] == bytes[index] {
                // A character by its code, which may be a backslash.
                harmless.value += bytes.slice(copied..<index)
                harmless.value += "\\^{}\\^{}".utf8
                harmless.commands.append("^^")
                index += 2
                copied = index
                continue
            }
            guard bytes[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            let start = index
            index += 1
            while index < bytes.count, Byte.isLetter(bytes[index]) || bytes[index] == UInt8(ascii: "@") { index += 1 }
            if index == start + 1 { index = min(bytes.count, index + 1) }
            let name = bytes.slice((start + 1)..<index)
            guard commands.find(name) != nil else { continue }
            harmless.commands.append("\\" + name.string)
            harmless.value += bytes.slice(copied..<start)
            harmless.value += "\\textbackslash{}".utf8
            copied = start + 1
        }
        if harmless.commands.isEmpty { return nil }
        harmless.value += bytes.slice(copied..<bytes.count)
        return harmless
    }

    /// Whether each brace of a value has its partner, and whether commands may stand in it: `\`, or `^` by which TeX takes
    /// characters from their codes.
    static func look(at bytes: Bytes) -> (isBalanced: Bool, mayCommand: Bool) {
        guard let base = bytes.baseAddress else { return (true, false) }
        var depth = 0
        var mayCommand = false
        var index = 0
        while true {
            index = Search.braceOrCommand(base, from: index, to: bytes.count)
            guard index < bytes.count else { return (depth == 0, mayCommand) }
            switch base[index] {
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth < 0 { return (false, mayCommand) }
            default: mayCommand = true
            }
            index += 1
        }
    }

    /// A text of another format's record as the TeX that it is, where it has commands and its braces have partners.
    static func source(in text: Text) -> [UInt8]? {
        guard text.isPlain, text.string.utf8.contains(UInt8(ascii: "\\")) else { return nil }
        var depth = 0
        for byte in text.string.utf8 {
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            if depth < 0 { return nil }
        }
        return depth == 0 ? Array(text.string.utf8) : nil
    }

    /// TeX's primitives, and LaTeX's commands, that do more than set text.
    private static let commands = WordTable(ofLetters: [
        "input", "include", "includeonly", "InputIfFileExists", "IfFileExists", "@input", "@@input", "subfile",
        "import",
        "openin", "openout", "closein", "closeout", "read", "readline", "write", "immediate", "special", "shipout",
        "ShellEscape", "pdfshellescape", "write18", "directlua", "latelua", "luaexec", "luadirect", "scantokens",
        "pdffiledump", "pdfmdfivesum", "filedump", "verbatiminput", "lstinputlisting", "VerbatimInput",
        "includegraphics",
        "includepdf", "bibliography", "addbibresource", "usepackage", "RequirePackage", "documentclass", "LoadClass",
        "def", "edef", "gdef", "xdef", "let", "futurelet", "chardef", "mathchardef", "countdef", "dimendef", "toksdef",
        "font", "newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "newenvironment",
        "renewenvironment",
        "NewDocumentCommand", "RenewDocumentCommand", "DeclareDocumentCommand", "global", "long", "outer", "protected",
        "catcode", "mathcode", "lccode", "uccode", "sfcode", "delcode", "endlinechar", "escapechar", "newlinechar",
        "csname", "endcsname", "expandafter", "noexpand", "the", "string", "meaning", "jobname", "aftergroup",
        "afterassignment", "everypar", "everymath", "everyjob", "everyeof", "output", "loop", "repeat", "errmessage",
        "message", "typeout", "show", "showthe", "batchmode", "scrollmode", "nonstopmode", "errorstopmode", "dump",
        "makeatletter", "AtBeginDocument", "AtEndDocument", "ExplSyntaxOn",
    ])
}
