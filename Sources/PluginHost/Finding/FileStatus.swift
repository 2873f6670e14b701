#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// What the system knows of a file, as far as finding plugins asks for it.
struct FileStatus: Sendable, Hashable {
    enum Kind: Sendable, Hashable { case file, folder, other }

    var kind: Kind
    var owner: UInt32
    var permissions: UInt32
    var identity: Identity

    /// Which file it is, and in which state: what a cached description is good for.
    struct Identity: Sendable, Hashable {
        var device: UInt64
        var inode: UInt64
        var size: Int
        /// Nanoseconds since 1970.
        var modified: Int
        var changed: Int
    }

    /// True where somebody may run it.
    var isExecutable: Bool { permissions & 0o111 != 0 }

    /// - Returns: nil, with the system's error number in `failure`, where it cannot be looked at.
    init?(_ path: String, failure: inout Int32) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            failure = errno
            return nil
        }
        let type = status.st_mode & S_IFMT
        kind = type == S_IFREG ? .file : type == S_IFDIR ? .folder : .other
        owner = status.st_uid
        permissions = UInt32(status.st_mode) & 0o7777
        #if canImport(Darwin)
            let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
            let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        identity = Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino), size: Int(status.st_size),
            modified: Int(modified.tv_sec) &* 1_000_000_000 &+ Int(modified.tv_nsec),
            changed: Int(changed.tv_sec) &* 1_000_000_000 &+ Int(changed.tv_nsec))
    }

    init?(_ path: String) {
        var failure: Int32 = 0
        self.init(path, failure: &failure)
    }
}

/// What the system can be asked about paths.
enum Paths {
    /// The path without links and dots; nil, with the error number, where it leads nowhere.
    static func real(_ path: String, failure: inout Int32) -> String? {
        guard let real = realpath(path, nil) else {
            failure = errno
            return nil
        }
        defer { free(real) }
        return String(cString: real)
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// The names in a folder, sorted, without "." and ".."; nil, with the error number, where it cannot be read. Of more than
    /// `most` only so many are looked at.
    static func names(in folder: String, most: Int, failure: inout Int32) -> [String]? {
        guard let handle = opendir(folder) else {
            failure = errno
            return nil
        }
        defer { closedir(handle) }
        var names: [String] = []
        while names.count <= most, let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The program that runs.
    static let executable: String? = {
        #if canImport(Darwin)
            var size: UInt32 = 4096
            var buffer = [CChar](repeating: 0, count: 4096)
            guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
            var failure: Int32 = 0
            return buffer.withUnsafeBufferPointer {
                $0.baseAddress.flatMap { real(String(cString: $0), failure: &failure) }
            }
        #else
            var failure: Int32 = 0
            return real("/proc/self/exe", failure: &failure)
        #endif
    }()

    /// Whose rights we have.
    static var user: UInt32 { geteuid() }

    /// Makes a folder and those above it, for the user alone.
    static func makeFolder(_ path: String) {
        if FileStatus(path) != nil { return }
        let parent = folder(of: path)
        if parent != path, parent != "." { makeFolder(parent) }
        mkdir(path, 0o700)
    }
}
