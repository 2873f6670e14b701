private import CPlugin
internal import Records

/// The numbers of `ibid_plugin.h` and our cases, joined by their names: neither side's order decides anything.
enum FieldNumbers {
    enum Field: Sendable {
        case text(TextField)
        case names(NameField)
        case date(DateField)
    }

    /// The field of a number; nil where there is none.
    @inline(__always) static func field(_ number: UInt16) -> Field? {
        let index = Int(number)
        return index < fields.count ? fields[index] : nil
    }

    static func number(of field: TextField) -> UInt16 { textNumbers[Int(field.rawValue)] }
    static func number(of field: NameField) -> UInt16 { nameNumbers[Int(field.rawValue)] }
    static func number(of field: DateField) -> UInt16 { dateNumbers[Int(field.rawValue)] }
    static func number(of type: RecordType) -> UInt32 { types.numbers[Int(type.rawValue)] }
    static func number(of level: ArchivalReference.Kind) -> UInt32 { levels.numbers[Int(level.rawValue)] }
    static func number(of relation: Relation.Kind) -> UInt32 { relations.numbers[Int(relation.rawValue)] }

    static func type(_ number: UInt32) -> RecordType? { types[number] }
    static func level(_ number: UInt32) -> ArchivalReference.Kind? { levels[number] }
    static func relation(_ number: UInt32) -> Relation.Kind? { relations[number] }

    private static let fields: [Field?] = {
        var fields = [Field?](repeating: nil, count: Int(IBID_FIELD_REFERENCE))
        for number in fields.indices {
            let key = UInt32(number)
            if let name = plugin_text_field_name(key), let field = TextField(name: String(cString: name)) {
                fields[number] = .text(field)
            } else if let name = plugin_name_field_name(key), let field = NameField(name: String(cString: name)) {
                fields[number] = .names(field)
            } else if let name = plugin_date_field_name(key), let field = DateField(name: String(cString: name)) {
                fields[number] = .date(field)
            }
        }
        return fields
    }()

    private static let textNumbers = numbers(TextField.allCases.count) {
        if case .text(let field) = $0 { Int(field.rawValue) } else { nil }
    }
    private static let nameNumbers = numbers(NameField.allCases.count) {
        if case .names(let field) = $0 { Int(field.rawValue) } else { nil }
    }
    private static let dateNumbers = numbers(DateField.allCases.count) {
        if case .date(let field) = $0 { Int(field.rawValue) } else { nil }
    }

    /// The number of each case, by its raw value; 0 where the contract has none.
    private static func numbers(_ count: Int, _ index: (Field) -> Int?) -> [UInt16] {
        var numbers = [UInt16](repeating: 0, count: count)
        for (number, field) in fields.enumerated() {
            if let field, let index = index(field) { numbers[index] = UInt16(number) }
        }
        return numbers
    }

    private static let types = Table<RecordType>(plugin_record_type_name) { RecordType(name: $0) }
    private static let levels = Table<ArchivalReference.Kind>(plugin_level_name) { ArchivalReference.Kind(name: $0) }
    private static let relations = Table<Relation.Kind>(plugin_relation_name) { Relation.Kind(name: $0) }

    /// A small table of the contract, from 1 on.
    private struct Table<Case: CaseIterable & RawRepresentable<UInt8> & Sendable>: Sendable {
        let cases: [Case?]
        let numbers: [UInt32]

        init(_ name: (UInt32) -> UnsafePointer<CChar>?, _ make: (String) -> Case?) {
            var cases: [Case?] = [nil]
            var numbers = [UInt32](repeating: 0, count: Case.allCases.count)
            while cases.count < 1000, let name = name(UInt32(cases.count)) {
                let found = make(String(cString: name))
                if let found { numbers[Int(found.rawValue)] = UInt32(cases.count) }
                cases.append(found)
            }
            self.cases = cases
            self.numbers = numbers
        }

        subscript(number: UInt32) -> Case? { number < cases.count ? cases[Int(number)] : nil }
    }
}
