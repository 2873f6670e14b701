internal import Formats
internal import JSON

/// A file of settings: clusters, abbreviations.
struct JSONFile {
    let value: JSONValue
    /// What messages call it.
    let name: String

    /// Reads a file.
    ///
    /// - Parameter what: what messages' codes begin with: "clusters".
    /// - Throws: `Failure` where it is no JSON; an `InputError` where it cannot be read.
    init(path: String, as what: String) throws {
        let input = try Input(path: path)
        name = input.name
        let bytes = try input.readAll()
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            let place = error.place(in: bytes)
            throw Failure(
                .failed,
                [
                    Diagnostic(
                        .error, "\(what).not-json", error.description,
                        at: Place(source: name, line: place.line, column: place.column))
                ])
        }
    }
}
