internal import CSL
internal import Formats
internal import JSON
internal import Parallel

/// Style, locales and markup as a command line asks for them.
struct Styling {
    let processor: CitationProcessor
    let markup: Markup
    /// The name under which the style was found.
    let styleName: String

    /// - Throws: `Failure` where the style is unknown or cannot be used.
    init(_ call: Invocation) throws {
        let arguments = call.arguments
        let library = StyleLibrary.standard(
            styles: arguments.values(.styles), locales: arguments.values(.locales))
        markup = Styling.markup(arguments)
        do {
            let found = try library.find(arguments.value(.style) ?? StyleLibrary.defaultStyle)
            styleName = found.name
            for problem in found.style.problems { call.messages.report(problem.diagnostic) }
            let wanted = arguments.value(.locale) ?? found.style.defaultLocale
            let locales = try library.locales(for: wanted)
            Styling.tellMissing(wanted, locales, in: library, call.messages)
            processor = CitationProcessor(
                style: found.style, locales: locales, language: arguments.value(.locale) ?? "",
                options: try Styling.options(arguments))
        } catch let error as StyleError {
            throw Failure(.failed, error.problems.map(\.diagnostic))
        }
    }

    private static func options(_ arguments: Arguments) throws -> CitationProcessor.Options {
        var options = CitationProcessor.Options()
        options.links = arguments.has(.links)
        options.cores = Cores.count
        if let path = arguments.value(.abbreviations) {
            options.abbreviations = try AbbreviationFile(path: path).abbreviations
        }
        return options
    }

    /// The markup that was asked for; on a terminal that shows it, formatted text; else plain.
    private static func markup(_ arguments: Arguments) -> Markup {
        if let name = arguments.value(.markup), let markup = Markup(name: name) { return markup }
        let isShown =
            arguments.value(.output) == nil && !arguments.has(.json)
            && Terminal.wantsColor(arguments.value(.color), on: 1)
        return isShown ? .terminal : .plain
    }

    private static func tellMissing(
        _ wanted: String, _ locales: [Locale], in library: StyleLibrary, _ messages: Messages
    ) {
        let base = wanted.prefix { $0 != "-" && $0 != "_" }.lowercased()
        if base.isEmpty || locales.contains(where: { $0.language.prefix { $0 != "-" } == base }) { return }
        messages.report(
            Diagnostic(
                .warning, "locale.missing",
                "there is no locale “\(wanted)”; terms and dates are in \(locales.first?.language ?? "no language")",
                hint: "--locales DIR names a folder with more than \(library.localeTags().joined(separator: ", "))"))
    }
}

/// Short forms as JSON: `{"default": {"container-title": {"Journal of Examples": "J. Ex."}}}`, as citeproc-js has it, or
/// without the outer level.
private struct AbbreviationFile {
    let abbreviations: Abbreviations

    init(path: String) throws {
        let value = try JSONFile(path: path, as: "abbreviations").value
        var lists: [String: [String: String]] = [:]
        for member in (value["default"] ?? value).members ?? [] {
            for pair in member.value.members ?? [] {
                if let short = pair.value.string { lists[member.name, default: [:]][pair.name] = short }
            }
        }
        abbreviations = Abbreviations(lists)
    }
}
