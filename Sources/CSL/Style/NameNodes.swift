internal import Records

/// The inheritable name options, each nil where it is not set.
///
/// Source: CSL 1.0.2 specification, "Name", "Inheritable Name Options".
struct NameOptions: Sendable {
    var and: And?
    var delimiter: Bytes?
    var delimiterPrecedesEtAl: Precedes?
    var delimiterPrecedesLast: Precedes?
    var etAlMin: Int?
    var etAlUseFirst: Int?
    var etAlSubsequentMin: Int?
    var etAlSubsequentUseFirst: Int?
    var etAlUseLast: Bool?
    var form: Form?
    var initialize: Bool?
    var initializeWith: Bytes?
    var nameAsSortOrder: SortOrder?
    var sortSeparator: Bytes?
    var namesDelimiter: Bytes?

    enum And: UInt8, Sendable { case text, symbol }
    enum Precedes: UInt8, Sendable { case contextual, afterInvertedName, always, never }
    enum Form: UInt8, Sendable { case long, short, count }
    enum SortOrder: UInt8, Sendable { case first, all }

    /// These options, and for those not set the ones of `outer`.
    func over(_ outer: NameOptions) -> NameOptions {
        var merged = self
        merged.and = and ?? outer.and
        merged.delimiter = delimiter ?? outer.delimiter
        merged.delimiterPrecedesEtAl = delimiterPrecedesEtAl ?? outer.delimiterPrecedesEtAl
        merged.delimiterPrecedesLast = delimiterPrecedesLast ?? outer.delimiterPrecedesLast
        merged.etAlMin = etAlMin ?? outer.etAlMin
        merged.etAlUseFirst = etAlUseFirst ?? outer.etAlUseFirst
        merged.etAlSubsequentMin = etAlSubsequentMin ?? outer.etAlSubsequentMin
        merged.etAlSubsequentUseFirst = etAlSubsequentUseFirst ?? outer.etAlSubsequentUseFirst
        merged.etAlUseLast = etAlUseLast ?? outer.etAlUseLast
        merged.form = form ?? outer.form
        merged.initialize = initialize ?? outer.initialize
        merged.initializeWith = initializeWith ?? outer.initializeWith
        merged.nameAsSortOrder = nameAsSortOrder ?? outer.nameAsSortOrder
        merged.sortSeparator = sortSeparator ?? outer.sortSeparator
        merged.namesDelimiter = namesDelimiter ?? outer.namesDelimiter
        return merged
    }
}

/// A compiled `cs:names`: shared, for it is large and asked for often.
final class NamesElement: Sendable {
    let variables: [Variable]
    let name: Int32
    let given: Int32
    let family: Int32
    let etAl: Int32
    let etAlTerm: Int32
    let label: Int32
    let labelIsFirst: Bool
    let substitute: Slice
    let inCitation: NameOptions
    let inBibliography: NameOptions
    /// How given names become initials; nil where they do not. For sorting they keep their hyphens.
    let initialsInCitation: Initials?
    let initialsInBibliography: Initials?
    let sortInitialsInCitation: Initials?
    let sortInitialsInBibliography: Initials?
    /// Whether editors and translators stand in one list, where they are the same.
    let combines: Bool

    init(_ node: NamesNode, _ parts: StyleParts) {
        func initials(_ options: NameOptions, keepsHyphens: Bool) -> Initials? {
            options.initializeWith.map { Initials(mark: Array(parts.blob[$0.range]), keepsHyphens: keepsHyphens) }
        }
        initialsInCitation = initials(node.inCitation, keepsHyphens: parts.options.initializeWithHyphen)
        initialsInBibliography = initials(node.inBibliography, keepsHyphens: parts.options.initializeWithHyphen)
        sortInitialsInCitation = initials(node.inCitation, keepsHyphens: true)
        sortInitialsInBibliography = initials(node.inBibliography, keepsHyphens: true)
        variables = node.variables.filter { $0.isName }
        name = node.name
        given = node.given
        family = node.family
        etAl = node.etAl
        etAlTerm = node.etAlTerm
        label = node.label
        labelIsFirst = node.labelIsFirst
        substitute = node.substitute
        inCitation = node.inCitation
        inBibliography = node.inBibliography
        let counts = node.inCitation.form == .count || node.inBibliography.form == .count
        combines =
            (label >= 0 || counts) && variables.contains(Variable(.editor)) && variables.contains(Variable(.translator))
    }
}

/// `cs:names` with its children.
struct NamesNode: Sendable {
    var variables: [Variable] = []
    /// As set on `cs:name` and `cs:names`; and with what the citation or bibliography and the style add.
    var own = NameOptions()
    var inCitation = NameOptions()
    var inBibliography = NameOptions()
    /// Affixes and formatting of each name list (`cs:name`), and of the parts of names.
    var name: Int32 = -1
    var given: Int32 = -1
    var family: Int32 = -1
    var etAl: Int32 = -1
    /// The term after a shortened list: "et-al" or "and others".
    var etAlTerm: Int32 = -1
    /// A label node; -1 for none.
    var label: Int32 = -1
    var labelIsFirst = false
    var substitute = Slice()
    /// True for `cs:names` without `cs:name` in it, whose looks the outer `cs:names` of a substitute gives.
    var hasNameElement = false
    /// Of `cs:names` itself.
    var formatting: Int32 = -1
}
