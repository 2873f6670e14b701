#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes that wait until what stands before them is known: in memory while they are few, else in a temporary file.
final class SetAside {
    private var buffer: [UInt8] = []
    private var descriptor: Int32 = -1
    private static let most = 1 << 20

    private(set) var isEmpty = true

    func append(_ bytes: [UInt8]) throws(OutputError) {
        if !bytes.isEmpty { isEmpty = false }
        buffer.append(contentsOf: bytes)
        if buffer.count > SetAside.most { try spill() }
    }

    /// Writes everything, in order.
    func copy(to output: inout Output) throws(OutputError) {
        guard descriptor >= 0 else { return try output.write(buffer) }
        try spill()
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw SetAside.failure() }
        while true {
            var failed = false
            let block = [UInt8](unsafeUninitializedCapacity: SetAside.most) { block, count in
                var got = read(descriptor, block.baseAddress, block.count)
                while got < 0, errno == EINTR { got = read(descriptor, block.baseAddress, block.count) }
                failed = got < 0
                count = max(0, got)
            }
            if failed { throw SetAside.failure() }
            if block.isEmpty { return }
            try output.write(block)
        }
    }

    private func spill() throws(OutputError) {
        if descriptor < 0 { descriptor = Spool.make() }
        guard descriptor >= 0 else { throw SetAside.failure() }
        let number = writeAll(buffer, to: descriptor)
        if number != 0 { throw OutputError(number, SetAside.name) }
        buffer.removeAll(keepingCapacity: true)
    }

    private static let name = "a temporary file"
    private static func failure() -> OutputError { OutputError(errno, name) }

    deinit { if descriptor >= 0 { close(descriptor) } }
}
