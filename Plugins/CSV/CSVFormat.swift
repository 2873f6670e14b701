public import Formats

/// Tables: CSV and its relatives with other delimiters. A row is a record, a column a field. The two differ in what is
/// written where nothing else is said.
///
/// Source: RFC 4180.
public struct CSVFormat: Format {
    private let isTabbed: Bool

    public init() { isTabbed = false }

    private init(isTabbed: Bool) { self.isTabbed = isTabbed }

    /// Cells with tabs between.
    public static let tsv = CSVFormat(isTabbed: true)

    public var descriptor: FormatDescriptor {
        FormatDescriptor(
            id: isTabbed ? "tsv" : CSVFormat.id, title: isTabbed ? "TSV" : "CSV",
            aliases: isTabbed ? ["tab"] : ["spreadsheet", "zotero-csv", "atom", "archivesspace"],
            extensions: isTabbed ? ["tsv", "tab"] : ["csv"],
            summary: isTabbed
                ? "The same tables with tabs between cells"
                : "Tables of spreadsheets, of Zotero, AtoM and ArchivesSpace: a row a record",
            canRead: true, canWrite: true,
            options: [
                OptionDescriptor(
                    "delimiter", .text("CHARACTER"), on: .both,
                    "what stands between cells: a character, tab, comma, semicolon or pipe"),
                OptionDescriptor("mapping", .path, on: .both, "a JSON file that says which column is which field"),
                OptionDescriptor("bom", .flag, on: .writing, "begin with a byte order mark, as Excel wants it"),
                OptionDescriptor(
                    "exact-cells", .flag, on: .writing, "write what a spreadsheet would take for a formula as it is"),
            ],
            recognize: isTabbed ? CSVFormat.recognizeTabs : CSVFormat.recognize)
    }

    public func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader {
        let mapping = try options["mapping"].map { try MappingFile(path: $0) }
        let delimiter = try options["delimiter"].map { try Dialect.delimiter(named: $0) }
        return try CSVReader(input, delimiter: delimiter ?? mapping?.delimiter, mapping: mapping)
    }

    public func makeWriter(options: FormatOptions) throws -> any RecordWriter {
        let mapping = try options["mapping"].map { try MappingFile(path: $0) }
        let delimiter = try options["delimiter"].map { try Dialect.delimiter(named: $0) }
        return CSVWriter(
            names: mapping?.writtenNames ?? Column.written.map(\.name),
            cells: CellWriter(
                plan: ColumnPlan(mapping?.writtenColumns ?? Column.written),
                delimiter: delimiter ?? mapping?.delimiter ?? (isTabbed ? UInt8(ascii: "\t") : UInt8(ascii: ",")),
                guardsFormulas: !options.has("exact-cells")),
            hasMark: options.has("bom"))
    }

    static let id = "csv"

    /// The first row names columns that are known.
    @Sendable static func recognize(_ head: UnsafeBufferPointer<UInt8>) -> FormatDescriptor.Confidence {
        recognize(head, isTabbed: false)
    }

    @Sendable static func recognizeTabs(_ head: UnsafeBufferPointer<UInt8>) -> FormatDescriptor.Confidence {
        recognize(head, isTabbed: true)
    }

    private static func recognize(
        _ head: UnsafeBufferPointer<UInt8>, isTabbed: Bool
    ) -> FormatDescriptor.Confidence {
        // UTF-16 has zeros between, of which nothing is lost here.
        let bytes = head.filter { $0 != 0 && $0 != 0xFE && $0 != 0xFF }
        return bytes.withUnsafeBufferPointer { bytes in
            var dialect = Dialect(bytes)
            dialect.isWhole = bytes.count < 60_000
            guard (dialect.delimiter == UInt8(ascii: "\t")) == isTabbed, let header = dialect.header(bytes),
                header.count > 1
            else { return .no }
            let known = header.count { Header.isKnown($0) }
            if known >= 3, known * 2 >= header.count || ColumnSet.of(header) != nil { return .certain }
            return known >= 2 ? .likely : known == 1 ? .possible : .no
        }
    }
}
