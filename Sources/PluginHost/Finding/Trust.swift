/// Whom a plugin's file may belong to: code that anybody could have put there is not run.
///
/// A file is trusted where it, and every folder on the way to it, belongs to the user or to root, and nobody else may write to
/// them. A folder with the sticky bit (/tmp) may be written by all: there, nobody can replace what is another's.
enum Trust {
    /// Why a file is not trusted, as what follows its path: "can be written by others"; nil where it is.
    static func objection(to path: String) -> (reason: String, hint: String)? {
        var failure: Int32 = 0
        guard let real = Paths.real(path, failure: &failure) else { return nil }
        if let objection = look(at: real) { return objection }
        var chains = [Paths.folder(of: real)]
        // The folder in which it was found, where that holds only a link to it.
        if let found = Paths.real(Paths.folder(of: path), failure: &failure), found != chains[0] {
            chains.append(found)
        }
        for start in chains {
            var folder = start
            while true {
                if let objection = look(at: folder) { return objection }
                if folder == "/" || folder == "." { break }
                folder = Paths.folder(of: folder)
            }
        }
        return nil
    }

    private static func look(at path: String) -> (reason: String, hint: String)? {
        guard let status = FileStatus(path) else { return nil }
        if status.owner != 0, status.owner != Paths.user {
            return ("belongs to another user", "only what is yours or root's is loaded: \(path)")
        }
        let isSticky = status.kind == .folder && status.permissions & 0o1000 != 0
        if status.permissions & 0o022 != 0, !isSticky {
            return ("can be written by others", "chmod go-w \(path)")
        }
        return nil
    }
}
