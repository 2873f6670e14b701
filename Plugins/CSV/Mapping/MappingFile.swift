internal import Formats
private import JSON
internal import Records

/// A user's word on which column is which field: a JSON object.
///
///     {"delimiter": ";",
///      "columns": {"Verfasser": "author", "Jahr": "issued", "Fach": {"field": "keyword", "separator": ","}, "Intern": null}}
///
/// A column that it does not name is read by its own name; one that is null is kept. Written are the columns that it names, in
/// that order, and `more`.
struct MappingFile: Sendable {
    var delimiter: UInt8?
    var columns: [Row] = []

    struct Row: Sendable {
        var header: String
        var column: Column
        var separator: UInt8?

        fileprivate init(_ member: JSONMember, _ path: String) throws(Diagnostic) {
            header = member.name
            separator = member.value["separator"]?.string?.utf8.first
            guard let field = member.value.string ?? member.value["field"]?.string else {
                column = .kept
                return
            }
            guard let known = Header.column(field) else {
                throw Diagnostic(
                    .error, "csv.mapping", "“\(field)” is no field of a record", at: Place(source: path),
                    hint: "docs/record-model.md has their names")
            }
            column = known
        }
    }

    /// - Throws: a `Diagnostic` where the file cannot be used; an `InputError`.
    init(path: String) throws {
        let bytes = try Input(path: path).readAll(limit: 1 << 22)
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: bytes)
        } catch {
            let (line, column) = error.place(in: bytes)
            throw Diagnostic(
                .error, "csv.mapping", error.description, at: Place(source: path, line: line, column: column))
        }
        if let word = value["delimiter"]?.string { delimiter = try Dialect.delimiter(named: word) }
        guard let members = value["columns"]?.members else {
            throw Diagnostic(
                .error, "csv.mapping", "the mapping has no object “columns”", at: Place(source: path),
                hint: "{\"columns\": {\"Jahr\": \"issued\"}}")
        }
        for member in members { columns.append(try Row(member, path)) }
    }

    /// The column of a header cell, and what stands between several values.
    func row(_ header: String) -> Row? {
        let folded = Header.folded(header)
        return columns.first { Header.folded($0.header) == folded }
    }

    /// The columns that are written, with their names.
    var writtenColumns: [Column] {
        columns.map(\.column).filter { $0 != .kept && $0 != .more } + [.more]
    }

    var writtenNames: [String] {
        columns.filter { $0.column != .kept && $0.column != .more }.map(\.header) + ["more"]
    }
}
