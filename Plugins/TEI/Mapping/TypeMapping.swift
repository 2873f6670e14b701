internal import Records

/// The values of `biblStruct/@type`: CSL's types are written; those of BibLaTeX, Zotero and TEI's own practice are read.
enum TypeMapping {
    static let others: [(type: RecordType, words: [String])] = [
        (.articleJournal, ["journalArticle", "article-journal"]),
        (.articleMagazine, ["magazineArticle"]),
        (.articleNewspaper, ["newspaperArticle"]),
        (.article, ["preprint"]),
        (.bill, ["billLegislation"]),
        (.book, ["mvbook", "monograph", "proceedings", "mvproceedings", "mvcollection", "reference", "mvreference"]),
        (.pamphlet, ["booklet"]),
        (.chapter, ["bookSection", "inbook", "incollection", "bookInBook", "suppbook", "suppcollection"]),
        (.paperConference, ["conferencePaper", "inproceedings"]),
        (.entryDictionary, ["dictionaryEntry"]),
        (.entryEncyclopedia, ["encyclopediaArticle", "inreference"]),
        (.thesis, ["phdthesis", "mastersthesis", "dissertation"]),
        (.report, ["techreport", "techReport", "manual"]),
        (.manuscript, ["unpublished"]),
        (.personalCommunication, ["letter", "email", "instantMessage", "personalCommunication"]),
        (.webpage, ["online", "electronic", "www"]),
        (.postWeblog, ["blogPost"]),
        (.post, ["forumPost"]),
        (.motionPicture, ["film", "movie", "video", "videoRecording"]),
        (.broadcast, ["tvBroadcast", "radioBroadcast", "podcast"]),
        (.song, ["audioRecording", "audio", "music"]),
        (.graphic, ["artwork", "image"]),
        (.software, ["computerProgram"]),
        (.speech, ["presentation"]),
        (.legalCase, ["case", "jurisdiction"]),
        (.legislation, ["statute"]),
        (.document, ["misc"]),
        (.patent, []),
    ]

    private static let byWord: [String: RecordType] = {
        var found: [String: RecordType] = [:]
        for type in RecordType.allCases { found[type.name] = type }
        for row in others {
            for word in row.words where found[word] == nil { found[word] = row.type }
        }
        return found
    }()

    /// The type of a word; nil for an unknown one.
    static func type(_ word: String) -> RecordType? { byWord[word] }

    /// What stays unpublished unless it says otherwise: its title is of level "u".
    static func isUnpublished(_ type: RecordType) -> Bool {
        switch type {
        case .document, .manuscript, .personalCommunication, .thesis, .speech, .interview, .hearing: true
        default: false
        }
    }

    /// What appears in journals: its container's title is of level "j".
    static func appearsInJournals(_ type: RecordType) -> Bool {
        switch type {
        case .article, .articleJournal, .articleMagazine, .articleNewspaper, .review, .reviewBook: true
        default: false
        }
    }
}
