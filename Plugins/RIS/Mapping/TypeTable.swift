internal import Records

/// The types of references. The first row of a type of record is the one that is written; what was read is written again as it
/// was.
///
/// Source: the RIS specifications of 2001 and 2011.
enum TypeTable {
    static let rows: [(word: String, type: RecordType)] = [
        ("JOUR", .articleJournal), ("BOOK", .book), ("CHAP", .chapter), ("CPAPER", .paperConference),
        ("RPRT", .report), ("THES", .thesis), ("NEWS", .articleNewspaper), ("MGZN", .articleMagazine),
        ("ELEC", .webpage), ("UNPB", .article), ("MANSCPT", .manuscript), ("PCOMM", .personalCommunication),
        ("GEN", .document), ("ART", .graphic), ("BILL", .bill), ("BLOG", .postWeblog), ("CASE", .legalCase),
        ("CLSWK", .classic), ("COMP", .software), ("DATA", .dataset), ("DICT", .entryDictionary),
        ("ENCYC", .entryEncyclopedia), ("FIGURE", .figure), ("HEAR", .hearing), ("LEGAL", .regulation), ("MAP", .map),
        ("MPCT", .motionPicture), ("MUSIC", .musicalScore), ("PAMP", .pamphlet), ("PAT", .patent), ("SOUND", .song),
        ("STAND", .standard), ("STAT", .legislation), ("JFULL", .periodical), ("POD", .broadcast), ("SLIDE", .speech),
        ("SER", .collection),
        // Several words for one type
        ("ABST", .articleJournal), ("ADVS", .motionPicture), ("AGGR", .dataset), ("ANCIENT", .classic),
        ("CHART", .figure), ("CONF", .paperConference), ("CTLG", .book), ("DBASE", .dataset), ("EBOOK", .book),
        ("ECHAP", .chapter), ("EDBOOK", .book), ("EJOUR", .articleJournal), ("EQUA", .figure), ("GOVDOC", .report),
        ("GRANT", .report), ("GRNT", .report), ("ICOMM", .webpage), ("INPR", .articleJournal), ("MULTI", .webpage),
        ("UNBILL", .bill),
        ("UNPD", .manuscript), ("VIDEO", .motionPicture), ("WEB", .webpage), ("DISS", .thesis), ("STD", .standard),
        ("THESIS", .thesis), ("INTV", .interview), ("LETTER", .personalCommunication), ("PRESS", .article),
        ("PREPRINT", .article),
    ]

    /// The types that have no word of their own, beside the nearest that has one.
    private static let nearest: [(type: RecordType, word: String)] = [
        (.entry, "ENCYC"), (.review, "JOUR"), (.reviewBook, "JOUR"), (.treaty, "STAT"), (.interview, "PCOMM"),
        (.event, "GEN"), (.performance, "GEN"), (.post, "ICOMM"),
    ]

    private static let byWord = Dictionary(rows.map { ($0.word, $0.type) }) { first, _ in first }

    static func type(_ word: String) -> RecordType? { byWord[word] ?? byWord[word.uppercased()] }

    /// The word for each type, by its raw value.
    private static let words: [String] = RecordType.allCases.map { type in
        nearest.first { $0.type == type }?.word ?? rows.first { $0.type == type }?.word ?? "GEN"
    }

    static func word(_ type: RecordType) -> String { words[Int(type.rawValue)] }
}
