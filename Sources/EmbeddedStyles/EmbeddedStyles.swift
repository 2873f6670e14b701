internal import CEmbeddedStyles

/// The styles and the fallback locale of the folder Styles/, which live in the binary: an installed command needs no file
/// beside it.
///
///     EmbeddedStyles.styles.map(\.name)   // ["archival-notes", …]
///     EmbeddedStyles.locale("en-US")?.bytes
public enum EmbeddedStyles {
    /// One file.
    public struct File: Sendable, Hashable {
        /// The file's name without its extension: "archival-notes", "locales-en-US".
        public let name: String
        /// With its extension.
        public let fileName: String
        let index: Int

        /// The file's content: XML in UTF-8.
        public var bytes: [UInt8] {
            let file = ibid_embedded_style_at(index)
            return Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
        }
    }

    /// The style that is used where none is named.
    public static let defaultStyle = "archival-notes"

    /// All files, in the order of the list.
    public static let files: [File] = (0..<ibid_embedded_style_count()).compactMap { index in
        guard let name = ibid_embedded_style_at(index).name else { return nil }
        let fileName = String(cString: name)
        return File(name: stem(fileName), fileName: fileName, index: index)
    }

    /// The styles; the default one first.
    public static var styles: [File] { files.filter { $0.fileName.hasSuffix(".csl") } }

    /// The style of that name (its file's name without the extension); nil where none has it.
    public static func style(_ name: String) -> File? { styles.first { $0.name == name } }

    /// The locale file for a language tag such as "en-US"; nil where it is not embedded.
    public static func locale(_ tag: String) -> File? { files.first { $0.fileName == "locales-\(tag).xml" } }

    private static func stem(_ fileName: String) -> String {
        guard let dot = fileName.utf8.lastIndex(of: UInt8(ascii: ".")) else { return fileName }
        return String(fileName[..<dot])
    }
}
