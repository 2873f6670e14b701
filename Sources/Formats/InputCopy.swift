#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// The first bytes of a source that cannot be read twice, in a temporary file without a name: what was read, and, after
/// `Input.completeCopy`, what is to be read next.
struct InputCopy: Sendable {
    private let descriptor: Int32
    private let limit: Int
    /// How many bytes it has.
    private var count = 0
    /// How many of them were given to the reader.
    private var given = 0
    /// No more is taken in.
    private(set) var isFull = false

    init(limit: Int, name: String) throws(InputError) {
        self.limit = limit
        descriptor = Spool.make()
        if descriptor < 0 { throw InputError(.spool(errno), name) }
    }

    var room: Int { limit - count }

    func close() { _ = closeDescriptor(descriptor) }

    /// Takes in what the reader was given. Where the disk is full, the copy ends there.
    mutating func append(_ bytes: ArraySlice<UInt8>) {
        if isFull { return }
        _ = setAside(bytes.prefix(room))
        given = count
    }

    /// Takes in what the reader will be given later. False where the disk has no room for it.
    mutating func setAside(_ bytes: ArraySlice<UInt8>) -> Bool {
        let isDone = Spool.write(all: bytes, to: descriptor)
        if isDone { count += bytes.count }
        isFull = !isDone || room <= 0
        return isDone
    }

    /// Gives the reader what was set aside; 0 where there is nothing.
    mutating func read(_ most: Int, _ name: String, appendingTo buffer: inout [UInt8]) throws(InputError) -> Int {
        guard given < count else { return 0 }
        let block = try Input.bytes(of: descriptor, at: given, count: min(most, count - given), name: name)
        given += block.count
        buffer.append(contentsOf: block)
        return block.count
    }

    func bytes(at offset: Int, count: Int, _ name: String) throws(InputError) -> [UInt8] {
        guard offset < self.count else { return [] }
        return try Input.bytes(of: descriptor, at: offset, count: min(count, self.count - offset), name: name)
    }
}

/// `close(2)`, under a name that the method above does not hide.
private func closeDescriptor(_ descriptor: Int32) -> Int32 { close(descriptor) }
