#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files and folders of styles, read without Foundation.
enum StyleFiles {
    /// Why a file could not be read.
    struct Failure: Error {
        let reason: String
    }

    /// The largest style or locale that is read. The largest public one has 300 KB.
    static let largest = 1 << 26

    /// The whole file, or its first bytes.
    ///
    /// - Parameter limit: how many bytes at most; with `isPart`, more in the file are no error.
    static func read(_ path: String, limit: Int = largest, isPart: Bool = false) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(reason: lastError()) }
        defer { _ = close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw Failure(reason: lastError()) }
        if information.st_mode & S_IFMT == S_IFDIR { throw Failure(reason: "it is a folder") }
        var bytes: [UInt8] = []
        while bytes.count < limit {
            let wanted = min(limit - bytes.count, max(4096, Int(information.st_size) + 1 - bytes.count))
            let block = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
                count = max(0, readBytes(descriptor, buffer.baseAddress, wanted))
            }
            if block.isEmpty { return bytes }
            // The first block is mostly all of it.
            if bytes.isEmpty { bytes = block } else { bytes.append(contentsOf: block) }
        }
        if !isPart { throw Failure(reason: "it is larger than \(limit >> 20) MB") }
        return bytes
    }

    /// The names of the entries of a folder, sorted; empty where it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(cString: $0)
                }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// Whether there is something at the path that can be read.
    static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

    static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    private static func lastError() -> String {
        switch errno {
        case ENOENT: "there is no such file"
        case EACCES: "it may not be read"
        case EISDIR: "it is a folder"
        default: String(cString: strerror(errno))
        }
    }
}

/// `read` of the system; within `StyleFiles` the name means something else.
private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
