import CPlugin
import JSON

/// Reads lines into one struct that is filled anew for each: strings point into the text.
final class LineReader {
    private let entries = UnsafeMutableBufferPointer<ibid_entry>.allocate(capacity: 256)
    private let names = UnsafeMutableBufferPointer<ibid_name>.allocate(capacity: 1024)
    private var nameCount = 0
    /// Strings that had escapes, as they are.
    private var decoded: [UnsafeMutableBufferPointer<UInt8>] = []

    deinit {
        entries.deallocate()
        names.deallocate()
        forget()
    }

    func read(_ bytes: UnsafeBufferPointer<UInt8>, _ host: UnsafePointer<ibid_host>) {
        for line in JSONLineSequence(bytes) {
            var record = ibid_record()
            record.size = UInt32(MemoryLayout<ibid_record>.size)
            record.entries = UnsafePointer(entries.baseAddress)
            nameCount = 0
            var cursor = JSONCursor(line)
            do {
                try members(&cursor, of: &record)
                try cursor.finish()
                _ = host.pointee.record(host, &record)
            } catch {
                tell(host)
            }
            forget()
        }
    }

    private func members(_ cursor: inout JSONCursor, of record: inout ibid_record) throws(JSONError) {
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            guard let place = Members.table[key], record.entry_count < entries.count else {
                throw JSONError(.key, at: key.offset)
            }
            switch place {
            case Members.key: record.key = try string(&cursor)
            case Members.type: record.type = UInt32((Members.types[try cursor.text()] ?? -1) + 1)
            default:
                entries[record.entry_count] = try entry(Members.fields[place - Members.firstField], &cursor)
                record.entry_count += 1
            }
        }
    }

    private func entry(_ field: UInt16, _ cursor: inout JSONCursor) throws(JSONError) -> ibid_entry {
        var entry = ibid_entry()
        entry.field = field
        switch field {
        case ..<0x0400: entry.value.text.string = try string(&cursor)
        case ..<0x0600:
            entry.value.names.list = UnsafePointer(names.baseAddress.map { $0 + nameCount })
            try cursor.enterArray()
            while try cursor.nextElement() {
                try name(&cursor)
                entry.value.names.count += 1
            }
        default: entry.value.date.edtf = try string(&cursor)
        }
        return entry
    }

    private func name(_ cursor: inout JSONCursor) throws(JSONError) {
        var name = ibid_name()
        try cursor.enterObject()
        while let key = try cursor.nextKey() {
            if key.equals("family") {
                name.family = try string(&cursor)
            } else if key.equals("given") {
                name.given = try string(&cursor)
            } else if key.equals("literal") {
                name.literal = try string(&cursor)
            } else {
                throw JSONError(.key, at: key.offset)
            }
        }
        guard nameCount < names.count else { throw JSONError(.commaOrBracket, at: cursor.offset) }
        names[nameCount] = name
        nameCount += 1
    }

    private func string(_ cursor: inout JSONCursor) throws(JSONError) -> ibid_string {
        let text = try cursor.text()
        var bytes = text.bytes
        if text.hasEscapes {
            var copy: [UInt8] = []
            text.append(to: &copy)
            let kept = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: copy.count)
            _ = kept.initialize(from: copy)
            decoded.append(kept)
            bytes = UnsafeBufferPointer(kept)
        }
        let start = bytes.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) }
        return ibid_string(bytes: start, count: bytes.count)
    }

    private func forget() {
        for kept in decoded { kept.deallocate() }
        decoded.removeAll(keepingCapacity: true)
    }

    private func tell(_ host: UnsafePointer<ibid_host>) {
        var diagnostic = ibid_diagnostic()
        diagnostic.size = UInt32(MemoryLayout<ibid_diagnostic>.size)
        diagnostic.severity = UInt32(IBID_ERROR)
        _ = host.pointee.diagnostic(host, &diagnostic)
    }
}
