internal import Records

/// The names of a document's items, taken apart once, with their text in one run of bytes.
///
/// Stands in memory of its own, without reference counts: names are asked for often, and by the thousand. Sendable, for nothing
/// changes once it is made. What it gives holds as long as the table.
final class NameTable: @unchecked Sendable {
    let names: UnsafeBufferPointer<PersonName>
    private let bytes: UnsafeBufferPointer<UInt8>
    private let lists: UnsafeBufferPointer<List>
    /// Where each item's lists begin, and where the last one's end.
    private let starts: UnsafeBufferPointer<Int32>

    /// The names of a variable of one item.
    struct List: BitwiseCopyable, Sendable {
        var variable: Variable
        /// Whether there are others that are not given ("and others").
        var hasOthers: Bool
        var start: Int32
        var count: Int32

        var range: Range<Int> { Int(start)..<Int(start + count) }
    }

    static let none = NameTable(Builder(splitsParticles: false, count: 0))

    init(_ builder: Builder) {
        names = builder.names.kept
        bytes = builder.bytes.kept
        lists = builder.lists.kept
        starts = (builder.starts + [Int32(builder.lists.count)]).kept
    }

    deinit {
        names.deallocate()
        bytes.deallocate()
        lists.deallocate()
        starts.deallocate()
    }

    /// The names of a variable; nil where the item has none.
    func list(_ item: Int, _ variable: Variable) -> List? {
        for index in Int(starts[item])..<Int(starts[item + 1]) where lists[index].variable == variable {
            return lists[index]
        }
        return nil
    }

    /// The bytes of a part of a name.
    @inline(__always)
    func text(_ part: Bytes) -> UnsafeBufferPointer<UInt8> { bytes[part] }

    func string(_ part: Bytes) -> String { String(decoding: text(part), as: UTF8.self) }

    /// Whether two lists have the same names.
    func areSame(_ a: List, _ b: List) -> Bool {
        a.count == b.count && zip(a.range, b.range).allSatisfy { areSame(names[$0], names[$1]) }
    }

    private func areSame(_ a: PersonName, _ b: PersonName) -> Bool { a.flags == b.flags && haveSameParts(a, b) }

    /// A hash of the names of lists and of how they are shown.
    func hash(_ lists: [TracedNames]) -> Int {
        var hasher = Hasher()
        for traced in lists {
            hasher.combine(traced.list.variable)
            hasher.combine(traced.list.hasOthers)
            hasher.combine(traced.list.count)
            hasher.combine(traced.shown)
            hasher.combine(traced.level)
            for index in traced.list.range {
                let name = names[index]
                hasher.combine(name.flags.rawValue)
                hash(name.family, &hasher)
                hash(name.given, &hasher)
                hash(name.droppingParticle, &hasher)
                hash(name.nonDroppingParticle, &hasher)
                hash(name.suffix, &hasher)
            }
        }
        return hasher.finalize()
    }

    private func hash(_ part: Bytes, _ hasher: inout Hasher) {
        hasher.combine(part.count)
        if part.count > 0 { hasher.combine(bytes: UnsafeRawBufferPointer(text(part))) }
    }

    /// Whether two names are written the same, be it of persons or bodies.
    func haveSameParts(_ a: PersonName, _ b: PersonName) -> Bool {
        areSame(a.family, b.family) && areSame(a.given, b.given)
            && areSame(a.droppingParticle, b.droppingParticle)
            && areSame(a.nonDroppingParticle, b.nonDroppingParticle) && areSame(a.suffix, b.suffix)
    }

    /// Eight bytes at a time.
    private func areSame(_ x: Bytes, _ y: Bytes) -> Bool {
        guard x.count == y.count else { return false }
        let (one, other) = (UnsafeRawBufferPointer(text(x)), UnsafeRawBufferPointer(text(y)))
        var at = 0
        while at + 8 <= one.count {
            if one.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                != other.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            {
                return false
            }
            at += 8
        }
        while at < one.count {
            if one[at] != other[at] { return false }
            at += 1
        }
        return true
    }
}

extension NameTable {
    /// Takes names apart, item by item.
    struct Builder {
        fileprivate var names: [PersonName] = []
        fileprivate var bytes: [UInt8] = []
        fileprivate var lists: [List] = []
        fileprivate var starts: [Int32] = []
        private let splitsParticles: Bool

        init(splitsParticles: Bool, count: Int) {
            self.splitsParticles = splitsParticles
            starts.reserveCapacity(count + 1)
            lists.reserveCapacity(count)
            names.reserveCapacity(count * 3)
            bytes.reserveCapacity(count * 40)
        }

        mutating func beginItem() { starts.append(Int32(truncatingIfNeeded: lists.count)) }

        mutating func append(_ list: [Name], of variable: Variable) {
            let start = names.count
            // By their indices: a name is large to copy.
            for index in list.indices where list[index].kind != .others {
                if !appendSimple(list, index) { append(SplitName(list[index], splitsParticles: splitsParticles)) }
            }
            lists.append(
                List(
                    variable: variable, hasOthers: list.last?.kind == .others, start: Int32(truncatingIfNeeded: start),
                    count: Int32(truncatingIfNeeded: names.count - start)))
        }

        private mutating func append(_ name: SplitName) {
            var flags = PersonName.Flags()
            if name.hasCommaSuffix { flags.insert(.commaSuffix) }
            if name.isLiteral { flags.insert(.literal) }
            if name.hasStaticOrder { flags.insert(.staticOrder) }
            if name.isCompact { flags.insert(.compact) }
            names.append(
                PersonName(
                    family: part(name.family), given: part(name.given), droppingParticle: part(name.droppingParticle),
                    nonDroppingParticle: part(name.nonDroppingParticle), suffix: part(name.suffix), flags: flags))
        }

        private mutating func part(_ text: String) -> Bytes {
            let start = bytes.count
            bytes.append(contentsOf: text.utf8)
            return Bytes(start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: bytes.count - start))
        }

        /// Appends a name that has nothing to be split off and is written in Latin letters without accents: what most are.
        ///
        /// - Returns: false where it needs a closer look.
        private mutating func appendSimple(_ list: [Name], _ index: Int) -> Bool {
            if list[index].isLiteral || list[index].hasDetails { return false }
            let start = bytes.count
            var family = list[index].family
            let isSimple = family.withUTF8 { family in
                guard let first = family.first, first >= 65, first <= 90 else { return false }
                for byte in family where byte >= 0x80 { return false }
                bytes.append(contentsOf: family)
                return true
            }
            guard isSimple else { return false }
            let middle = bytes.count
            var given = list[index].given
            let hasSimpleGiven = given.withUTF8 { given in
                if splitsParticles {
                    // A particle is a last word in lower case, a suffix stands after a comma.
                    var isAfterSpace = false
                    var endsLowercase = false
                    for byte in given {
                        if byte == UInt8(ascii: ",") { return false }
                        if isAfterSpace { endsLowercase = byte >= 97 || byte == 0x27 || byte == 0x20 }
                        isAfterSpace = byte == 0x20
                    }
                    if endsLowercase || isAfterSpace { return false }
                }
                bytes.append(contentsOf: given)
                return true
            }
            guard hasSimpleGiven else {
                bytes.removeLast(bytes.count - start)
                return false
            }
            names.append(
                PersonName(
                    family: Bytes(
                        start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: middle - start)),
                    given: Bytes(
                        start: Int32(truncatingIfNeeded: middle),
                        count: Int32(truncatingIfNeeded: bytes.count - middle))))
            return true
        }
    }
}

/// A name as the processor works with it: parts apart, particles split off, the script known. Its text is in a ``NameTable``.
struct PersonName: BitwiseCopyable, Sendable {
    var family = Bytes()
    var given = Bytes()
    var droppingParticle = Bytes()
    var nonDroppingParticle = Bytes()
    var suffix = Bytes()
    var flags = Flags()

    var hasCommaSuffix: Bool { flags.contains(.commaSuffix) }
    /// One string, not to be inverted.
    var isLiteral: Bool { flags.contains(.literal) }
    /// Family name first in every form, with a space between.
    var hasStaticOrder: Bool { flags.contains(.staticOrder) }
    /// Written in a script without spaces between the parts of a name.
    var isCompact: Bool { flags.contains(.compact) }

    struct Flags: OptionSet, BitwiseCopyable, Sendable {
        let rawValue: UInt8
        static let commaSuffix = Flags(rawValue: 1)
        static let literal = Flags(rawValue: 2)
        static let staticOrder = Flags(rawValue: 4)
        static let compact = Flags(rawValue: 8)
    }
}
