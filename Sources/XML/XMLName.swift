/// The name of an element or attribute: its namespace (empty for none) and its local name.
public struct XMLName: Sendable, Hashable {
    public var namespace: String
    public var local: String

    public init(_ local: String, in namespace: String = "") {
        self.local = local
        self.namespace = namespace
    }

    /// The namespace that the prefix `xml` stands for.
    public static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"
}

/// Names that readers of one format know beforehand, numbered once for all of them.
public struct XMLVocabulary: Sendable {
    let table: XMLNameTable

    /// - Parameter names: names that events tell by their place in this list.
    public init(_ names: [XMLName]) { table = XMLNameTable(names) }
}

/// Names as small numbers, so that a reader compares integers. Names that are known beforehand have the numbers from 0 on in
/// their order; others are numbered as they come.
struct XMLNameTable: Sendable {
    private(set) var names: [XMLName]
    private var byName: [XMLName: Int32]
    /// libxml2 holds each string once for a parser, so a pair of pointers is a name.
    private var slots: [(local: UInt, namespace: UInt, id: Int32)]
    private var used = 0

    init(_ known: [XMLName]) {
        names = known
        byName = [:]
        for (index, name) in known.enumerated() where byName[name] == nil { byName[name] = Int32(index) }
        slots = Array(repeating: (0, 0, 0), count: 256)
    }

    mutating func id(_ local: UnsafePointer<UInt8>, _ namespace: UnsafePointer<UInt8>?) -> Int32 {
        let key = (UInt(bitPattern: local), UInt(bitPattern: namespace))
        var index = XMLNameTable.hash(key) & (slots.count - 1)
        while slots[index].local != 0 {
            if slots[index].local == key.0, slots[index].namespace == key.1 { return slots[index].id }
            index = (index + 1) & (slots.count - 1)
        }
        let id = id(XMLName(String(cString: local), in: namespace.map { String(cString: $0) } ?? ""))
        if used * 2 >= slots.count { grow() }
        insert(key, id)
        return id
    }

    mutating func id(_ name: XMLName) -> Int32 {
        if let id = byName[name] { return id }
        let id = Int32(names.count)
        names.append(name)
        byName[name] = id
        return id
    }

    private mutating func insert(_ key: (UInt, UInt), _ id: Int32) {
        var index = XMLNameTable.hash(key) & (slots.count - 1)
        while slots[index].local != 0 { index = (index + 1) & (slots.count - 1) }
        slots[index] = (key.0, key.1, id)
        used += 1
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: (0, 0, 0), count: old.count * 2)
        used = 0
        for slot in old where slot.local != 0 { insert((slot.local, slot.namespace), slot.id) }
    }

    private static func hash(_ key: (UInt, UInt)) -> Int {
        Int(truncatingIfNeeded: ((key.0 >> 3) &* 0x9E37_79B9_7F4A_7C15 ^ (key.1 >> 3) &* 0xC2B2_AE3D_27D4_EB4F) >> 32)
    }
}
