/// Takes a table apart into rows and cells, without copying.
///
/// A cell that begins with a quotation mark ends at the next one that is not doubled; delimiters and line breaks within it
/// are part of it. A quotation mark anywhere else is a character like others. Source: RFC 4180, section 2.
struct RowScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    let delimiter: UInt8
    /// The next byte to be read: the beginning of a row.
    private(set) var at: Int
    /// The cells of the row that was read last.
    private(set) var cells: [Cell] = []
    /// Where quotation marks stand that nothing closes.
    private(set) var tornQuotes: [Int] = []
    /// Where something stands between a closing quotation mark and the end of the cell.
    private(set) var textAfterQuotes: [Int] = []

    /// After this many that nothing closes, a quotation mark is a character like others.
    private static let mostTornQuotes = 16

    struct Cell {
        var start: Int
        var end: Int
        var isQuoted = false
        /// Whether quotation marks in it are doubled.
        var hasDoubled = false

        /// What stands in the cell as it is, doubled quotation marks and all.
        func bytes(in table: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(rebasing: table[start..<end])
        }
    }

    init(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, at: Int = 0) {
        self.bytes = bytes
        self.delimiter = delimiter
        self.at = min(at, bytes.count)
    }

    /// Reads the next row; false at the end.
    mutating func row() -> Bool {
        guard at < bytes.count else { return false }
        cells.removeAll(keepingCapacity: true)
        tornQuotes.removeAll(keepingCapacity: true)
        textAfterQuotes.removeAll(keepingCapacity: true)
        while true {
            cells.append(cell())
            guard at < bytes.count else { return true }
            if bytes[at] == delimiter {
                at += 1
                if at == bytes.count {
                    cells.append(Cell(start: at, end: at))
                    return true
                }
                continue
            }
            endLine()
            return true
        }
    }

    /// Passes over rows in which nothing stands.
    mutating func skipEmptyRows() { while at < bytes.count, isLineEnd(bytes[at]) { endLine() } }

    private mutating func endLine() {
        let isReturn = bytes[at] == 0x0D
        at += 1
        if isReturn, at < bytes.count, bytes[at] == 0x0A { at += 1 }
    }

    private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private var seenTornQuotes = 0

    private mutating func cell() -> Cell {
        if bytes[at] == UInt8(ascii: "\""), seenTornQuotes < RowScanner.mostTornQuotes {
            if let cell = quoted() { return cell }
            tornQuotes.append(at)
            seenTornQuotes += 1
        }
        let start = at
        skipPlain()
        return Cell(start: start, end: at)
    }

    private mutating func skipPlain() {
        while at < bytes.count {
            let byte = bytes[at]
            if byte == delimiter || byte == 0x0A || byte == 0x0D { return }
            at += 1
        }
    }

    /// The cell whose opening quotation mark is at `at`; nil where nothing closes it.
    private mutating func quoted() -> Cell? {
        var cell = Cell(start: at + 1, end: at + 1, isQuoted: true)
        var index = at + 1
        while index < bytes.count {
            if bytes[index] != UInt8(ascii: "\"") {
                index += 1
                continue
            }
            if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") {
                cell.hasDoubled = true
                index += 2
                continue
            }
            cell.end = index
            at = index + 1
            if at < bytes.count, bytes[at] != delimiter, !isLineEnd(bytes[at]) {
                // “"a" b”: what follows belongs to the cell, quotation mark and all.
                textAfterQuotes.append(at)
                skipPlain()
                cell.end = at
            }
            return cell
        }
        return nil
    }

    /// What a cell says.
    func bytes(of cell: Cell, into buffer: inout [UInt8]) {
        buffer.removeAll(keepingCapacity: true)
        guard cell.hasDoubled else {
            buffer.append(contentsOf: bytes[cell.start..<cell.end])
            return
        }
        var index = cell.start
        while index < cell.end {
            buffer.append(bytes[index])
            if bytes[index] == UInt8(ascii: "\""), index + 1 < cell.end, bytes[index + 1] == UInt8(ascii: "\"") {
                index += 1
            }
            index += 1
        }
    }

    /// The end of the last row that is whole; nil where there is none. A row at the very end, which may go on, is not.
    static func lastEnd(in bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8) -> Int? {
        var scanner = RowScanner(bytes, delimiter: delimiter)
        var last: Int?
        while scanner.row() {
            if !scanner.tornQuotes.isEmpty { return last }
            // A return at the end may be half of a line break.
            guard scanner.at < bytes.count || bytes.last == 0x0A else { return last }
            last = scanner.at
        }
        return last
    }
}
