#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A temporary file without a name that holds a copy of an input: it goes with the process.
enum Spool {
    /// Copies what is left of the input. Returns a descriptor at the start of the copy.
    static func copy(of input: Input) throws(InputError) -> Int32 {
        let descriptor = make()
        guard descriptor >= 0 else { throw InputError(.spool(errno), input.name) }
        var block: [UInt8] = []
        while true {
            block.removeAll(keepingCapacity: true)
            if try input.read(1 << 20, appendingTo: &block) == 0 { break }
            guard write(all: block[...], to: descriptor) else {
                let reason = errno
                close(descriptor)
                throw InputError(.spool(reason), input.name)
            }
        }
        lseek(descriptor, 0, SEEK_SET)
        return descriptor
    }

    /// An empty temporary file without a name; negative, with `errno` set, where none can be made.
    static func make() -> Int32 {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        // mkstemp puts a name that is free in the place of six letters at the end.
        var template = Array("\(folder)/ibid-\(String(repeating: "X", count: 6))".utf8CString)
        let descriptor = mkstemp(&template)
        if descriptor >= 0 { unlink(template) }
        return descriptor
    }

    static func write(all bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                guard let base = buffer.baseAddress else { return false }
                #if canImport(Glibc)
                    let n = Glibc.write(descriptor, base + done, buffer.count - done)
                #else
                    let n = Darwin.write(descriptor, base + done, buffer.count - done)
                #endif
                if n < 0, errno == EINTR { continue }
                if n <= 0 { return false }
                done += n
            }
            return true
        }
    }
}
