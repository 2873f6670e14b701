internal import Formats

/// How a table is written: what stands between cells.
struct Dialect: Sendable {
    var delimiter: UInt8
    /// Where the table begins: after a line `sep=;`, with which Excel is told the delimiter.
    var start = 0
    /// Whether the bytes are all there is.
    var isWhole = true

    /// A delimiter that was given.
    init(delimiter: UInt8) { self.delimiter = delimiter }

    /// Looks at the beginning of a table: the delimiter is what the first row has most of outside quotation marks.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        delimiter = UInt8(ascii: ",")
        let prefix = Array("sep=".utf8)
        if bytes.count > 5, bytes.starts(with: prefix), bytes[5] == 0x0A || bytes[5] == 0x0D {
            delimiter = bytes[4]
            start = bytes[5] == 0x0D && bytes.count > 6 && bytes[6] == 0x0A ? 7 : 6
            return
        }
        var counts = [Int](repeating: 0, count: Dialect.candidates.count)
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D {
                if counts.contains(where: { $0 > 0 }) { break }
                continue
            }
            if let index = Dialect.candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        if let most = counts.max(), most > 0, let index = counts.firstIndex(of: most) {
            delimiter = Dialect.candidates[index]
        }
    }

    private static let candidates: [UInt8] = [
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
    ]

    /// The delimiter that a word or character means.
    static func delimiter(named word: String) throws(Diagnostic) -> UInt8 {
        switch word.lowercased() {
        case "tab", "\\t", "\t": return UInt8(ascii: "\t")
        case "comma": return UInt8(ascii: ",")
        case "semicolon": return UInt8(ascii: ";")
        case "pipe": return UInt8(ascii: "|")
        case "space": return 0x20
        default: break
        }
        guard word.utf8.count == 1, let byte = word.utf8.first, byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\"")
        else {
            throw Diagnostic(
                .error, "csv.delimiter", "“\(word)” is no delimiter",
                hint: "one ASCII character, or tab, comma, semicolon or pipe")
        }
        return byte
    }

    /// The cells of the first row; nil where it is not whole.
    func header(_ bytes: UnsafeBufferPointer<UInt8>) -> [String]? {
        var scanner = RowScanner(bytes, delimiter: delimiter, at: start)
        scanner.skipEmptyRows()
        guard scanner.row() else { return nil }
        if !isWhole, scanner.at >= bytes.count { return nil }
        return scanner.cells.map { ListCell.trimmed($0.bytes(in: bytes)) }
    }
}
