/// Which field of a parent becomes which of its child.
///
/// Source: BibLaTeX manual, appendix B "Default Crossref setup".
enum InheritanceRules {
    /// Fields that an `xdata` entry does not hand on.
    static let neverFromData: Set<Field?> = [.ids, .crossref, .xref, .xdata, .entryset]

    /// Fields that no child inherits.
    private static let never: Set<Field?> = [
        .ids, .crossref, .xref, .xdata, .entryset, .entrysubtype, .label, .options, .related, .relatedtype,
        .relatedstring,
        .shorthand, .sortkey, .key,
    ]
    /// Fields of a title that are its own.
    private static let ownTitles: Set<Field?> = [.shorttitle, .sorttitle, .indextitle]

    private struct Rule {
        let parents: [StaticString]
        let children: [StaticString]
        let fields: [(Field, Field)]
    }

    private static let main: [(Field, Field)] = [
        (.title, .maintitle), (.subtitle, .mainsubtitle), (.titleaddon, .maintitleaddon),
    ]
    private static let book: [(Field, Field)] = [
        (.title, .booktitle), (.subtitle, .booksubtitle), (.titleaddon, .booktitleaddon),
    ]
    private static let journal: [(Field, Field)] = [
        (.title, .journaltitle), (.subtitle, .journalsubtitle), (.titleaddon, .journaltitleaddon),
    ]

    private static let titles: [Rule] = [
        Rule(parents: ["mvbook"], children: ["book", "inbook", "bookinbook", "suppbook"], fields: main),
        Rule(
            parents: ["mvcollection", "mvreference"],
            children: ["collection", "reference", "incollection", "inreference", "suppcollection"], fields: main),
        Rule(parents: ["mvproceedings"], children: ["proceedings", "inproceedings"], fields: main),
        Rule(parents: ["book"], children: ["inbook", "bookinbook", "suppbook"], fields: book),
        Rule(
            parents: ["collection", "reference"], children: ["incollection", "inreference", "suppcollection"],
            fields: book),
        Rule(parents: ["proceedings"], children: ["inproceedings"], fields: book),
        Rule(parents: ["periodical"], children: ["article", "suppperiodical"], fields: journal),
    ]

    /// The child's fields that a parent's field becomes.
    static func targets(of field: Field?, from parent: Bytes, to child: Bytes, in dialect: Dialect) -> [Field?] {
        if never.contains(field) { return [] }
        guard dialect == .biblatex, let field else { return [field] }
        if field == .author, parent.isWord("mvbook") || parent.isWord("book"),
            child.isWord("inbook") || child.isWord("bookinbook") || child.isWord("suppbook")
        {
            return [.author, .bookauthor]
        }
        guard
            let rule = titles.first(where: { rule in
                rule.parents.contains { parent.isWord($0) } && rule.children.contains { child.isWord($0) }
            })
        else { return [field] }
        if ownTitles.contains(field) { return [] }
        return [rule.fields.first { $0.0 == field }?.1 ?? field]
    }
}
