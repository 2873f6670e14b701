/// The man page, from the same blocks as the help.
struct ManPage {
    let help: HelpText

    var text: String {
        var out = ".TH IBID 1 \"\" \"ibid \(Version.string)\" \"User commands\"\n"
        out += ".SH NAME\nibid \\- citations, bibliographies and conversion of bibliographic records\n"
        out += ".SH SYNOPSIS\n"
        for command in Commands.all { out += ".B \(roff(command.synopsis))\n.br\n" }
        out += ".SH DESCRIPTION\n\(roff(HelpText.title))\n"
        for command in Commands.all {
            var page = HelpPage()
            help.add(command, to: &page)
            out += ".SH \"ibid \(command.name)\"\n\(roff(sentence(command.summary)))\n" + blocks(page)
        }
        var page = HelpPage()
        page.definitions(Option.common.map { ($0.synopsis, $0.summary) })
        out += ".SH \"OPTIONS OF EVERY COMMAND\"\n" + blocks(page)
        page = HelpPage()
        page.definitions(Option.plugins.map { ($0.synopsis, $0.summary) })
        out += ".SH \"OPTIONS FOR FORMATS FROM OUTSIDE\"\n" + blocks(page)
        page = HelpPage()
        page.definitions(HelpText.exitStatuses)
        out += ".SH \"EXIT STATUS\"\n" + blocks(page)
        page = HelpPage()
        page.definitions(HelpText.environment)
        out += ".SH ENVIRONMENT\n" + blocks(page)
        return out
    }

    private func blocks(_ page: HelpPage) -> String {
        page.blocks.map { block in
            switch block {
            case .heading(let text): ".SS \(roff(text))\n"
            case .paragraph(let text): ".PP\n\(roff(text))\n"
            case .code(let lines): ".PP\n.nf\n.RS\n" + lines.map { "\(roff($0))\n" }.joined() + ".RE\n.fi\n"
            case .definitions(let list):
                list.map { ".TP\n.B \(roff($0.term))\n\(roff($0.meaning))\n" }.joined()
            }
        }.joined()
    }

    private func sentence(_ text: String) -> String { text.capitalizedFirst + "." }

    /// Text with what means something to roff escaped.
    private func roff(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars.drop(while: { $0 == " " }) {
            switch scalar {
            case "\\": out += "\\e"
            case "-": out += "\\-"
            case "“": out += "\\(lq"
            case "”": out += "\\(rq"
            case "’": out += "\\(cq"
            case "…": out += "..."
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out.hasPrefix(".") || out.hasPrefix("'") ? "\\&" + out : out
    }
}
