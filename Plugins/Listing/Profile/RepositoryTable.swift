/// Archives that hold originals, and the words of their references.
struct RepositoryTable: Sendable {
    var repositories: [Repository] = []
    var levels: [LevelWords] = []
    var traditions: [Tradition] = []

    /// An archive: its name now, its short form, other names.
    struct Repository: Sendable {
        var name = ""
        var code = ""
        var aliases: [String] = []
        var place = ""
        var country = ""
        /// How its references are written, where that differs: the name of a tradition.
        var tradition = ""
        /// What a reference without words for its levels means: "{fonds}/{file}, {page}".
        var forms: [String] = []
    }

    /// The words for one kind of level: "f.", "fond".
    struct LevelWords: Sendable {
        var kind = ""
        var words: [String] = []
    }

    /// Words that mean something else in one country's archives: "d." is a folder in Albania.
    struct Tradition: Sendable {
        var name = ""
        var levels: [LevelWords] = []
    }

    /// This table with another's rows before its own.
    func preceded(by other: RepositoryTable) -> RepositoryTable {
        RepositoryTable(
            repositories: other.repositories + repositories, levels: other.levels + levels,
            traditions: other.traditions + traditions)
    }
}
