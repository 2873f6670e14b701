import CPlugin
import JSON

/// The members of a line: the key, the type, then the fields of the contract.
enum Members {
    static let key = 0
    static let type = 1
    static let firstField = 2

    /// The contract's numbers for fields, in the order of the table.
    static let fields: [UInt16] = [0x0100, 0x0400, 0x0600].flatMap { (first: UInt16) in
        (first...).prefix { plugin_field_name(UInt32($0)) != nil }
    }
    static let table = JSONNameTable(["key", "type"] + fields.map { name(plugin_field_name(UInt32($0))) })

    /// Where a field stands in the table.
    static let places: [Int] = {
        var places = [Int](repeating: -1, count: 0x0700)
        for (place, field) in fields.enumerated() { places[Int(field)] = firstField + place }
        return places
    }()

    /// Types by number, from 1.
    static let types = JSONNameTable(
        (1...).lazy.map { plugin_record_type_name($0) }.prefix { $0 != nil }.map { name($0) })

    static func name(_ characters: UnsafePointer<CChar>?) -> String { characters.map { String(cString: $0) } ?? "" }
}
