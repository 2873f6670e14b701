private import CEmbeddedSources

/// The data that the reader of archive listings comes with: profiles of sources, the table of repositories, the grammar of
/// titles. They are files in Sources/CEmbeddedSources/data, embedded when that target is built.
public enum EmbeddedSources {
    /// The file names, in order.
    public static let names: [String] = all.map(\.name)

    /// The bytes of a file; empty where there is none of that name.
    public static func bytes(of name: String) -> [UInt8] { all.first { $0.name == name }?.bytes ?? [] }

    /// The bytes are copied from constant memory once.
    private static let all: [(name: String, bytes: [UInt8])] = {
        var found: [(String, [UInt8])] = []
        while let name = ibid_embedded_source_at(found.count).name {
            let file = ibid_embedded_source_at(found.count)
            found.append((String(cString: name), Array(UnsafeBufferPointer(start: file.bytes, count: file.count))))
        }
        return found
    }()
}
