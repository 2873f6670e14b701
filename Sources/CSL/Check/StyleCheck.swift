internal import XML

/// What is wrong with a style or a locale file, all of it, with places.
///
///     let check = StyleCheck(xml: bytes, source: "mine.csl")
///     for problem in check.problems { print(problem.line, problem.column, problem.message, problem.hint) }
///
/// It follows the schema of CSL 1.0.2 and what a schema cannot say: macros that are unknown, call themselves or are never
/// called. What is of CSL-M or CSL 1.1 is a warning.
public struct StyleCheck: Sendable {
    public var kind: Kind
    /// The style's title or the locale's language; empty where it has none.
    public var title: String
    /// By line and column.
    public var problems: [StyleProblem]

    public enum Kind: String, Sendable, Hashable {
        case style = "style"
        case dependentStyle = "dependent style"
        case locale = "locale"
        /// Neither.
        case unknown = "no style"
    }

    /// Whether there is nothing worse than a warning.
    public var isUsable: Bool { !problems.contains { $0.severity == .error } }

    /// Checks a file.
    ///
    /// - Parameter source: what messages call it.
    public init(xml bytes: [UInt8], source: String) {
        kind = .unknown
        title = ""
        let tree: XMLTree
        do throws(XMLError) {
            tree = try XMLTree(xml: bytes)
        } catch {
            problems = [LocaleReader.xmlProblem(error, source: source)]
            return
        }
        var walk = StyleCheckWalk(source: source, places: SourcePlaces(bytes))
        let root = tree.root
        switch root.name.local {
        case "style":
            let isDependent = root.child("info")?.children.contains { $0["rel"] == "independent-parent" } == true
            kind = isDependent ? .dependentStyle : .style
            title = root.child("info")?.child("title")?.text.trimmedSpaces ?? ""
            walk.checkNamespace(root)
            walk.check(root, as: isDependent ? "dependent style" : "style")
            if isDependent { walk.checkParent(root) } else { walk.checkMacros(root) }
        case "locale":
            kind = .locale
            title = root[XMLName("lang", in: XMLName.xmlNamespace)] ?? ""
            walk.checkNamespace(root)
            walk.check(root, as: "locale file")
        default:
            walk.report(
                .error, "csl.no-style", root,
                "this is neither a CSL style nor a locale: its outermost element is “\(root.name.local)”")
        }
        problems = walk.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }
}
