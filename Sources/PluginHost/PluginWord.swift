internal import Formats

/// The words by which a plugin calls itself and its parts, held to what the command line and a terminal can take.
enum PluginWord {
    /// A format's id, alias or option: lower-case letters, digits, hyphens and dots, a letter or digit first, at most 40.
    static func isName(_ word: String) -> Bool {
        guard let first = word.utf8.first, word.utf8.count <= 40, isLetterOrDigit(first) else { return false }
        return word.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }

    /// A code for a diagnostic of a format: what does not belong in one is a hyphen, and the format's id stands before it.
    static func code(_ word: String, of format: String) -> String {
        if word.hasPrefix("plugin.") { return "plugin.\(mended(word.dropFirst(7)))" }
        return "\(format).\(mended(word.hasPrefix("\(format).") ? word.dropFirst(format.count + 1) : word[...]))"
    }

    private static func mended(_ word: Substring) -> String {
        let bytes = word.utf8.prefix(60).map { isLetterOrDigit($0) ? $0 : UInt8(ascii: "-") }
        return bytes.isEmpty ? "message" : String(decoding: bytes, as: UTF8.self)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// What a plugin says of itself, of whatever kind it is, before it is believed.
struct PluginClaim: Sendable, Hashable {
    var id = ""
    var title = ""
    var summary = ""
    var aliases: [String] = []
    var extensions: [String] = []
    var reads = false
    var writes = false
    var isText = false
    var needsUniqueKeys = false
    var joinsPages = false
    var options: [OptionDescriptor] = []
    /// Whether a program answers when it is asked what an input is.
    var recognizes = false
    /// What an input of the format has at its start; for programs, which are not started to look.
    var signatures: [Signature] = []

    /// Why it cannot be believed; nil where it can.
    var objection: String? {
        if !PluginWord.isName(id) {
            return "its id is “\(id.tamed(60))”: an id is of lower-case letters, digits and hyphens, at most 40"
        }
        if !reads, !writes { return "it neither reads nor writes" }
        for alias in aliases where !PluginWord.isName(alias) { return "“\(alias.tamed(60))” is no name for a format" }
        for ending in extensions where !PluginWord.isName(ending) {
            return "“\(ending.tamed(60))” is no file name extension (lower case, without the dot)"
        }
        var names = Set<String>()
        for option in options {
            if !PluginWord.isName(option.name) { return "“\(option.name.tamed(60))” is no name for an option" }
            if !names.insert(option.name).inserted { return "it has two options “\(option.name)”" }
        }
        return nil
    }

    /// The descriptor for the registry.
    func descriptor(
        origin: FormatDescriptor.Origin,
        recognize: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> FormatDescriptor.Confidence
    ) -> FormatDescriptor {
        FormatDescriptor(
            id: id, title: title.isEmpty ? id : title.tamed(80), aliases: aliases, extensions: extensions,
            summary: summary.tamed(200), canRead: reads, canWrite: writes, options: options, origin: origin,
            joinsPages: joinsPages, recognize: recognize)
    }

    /// Lists of more than this are cut, whatever a plugin says.
    static let longest = 64
}

/// Bytes that tell a format: at the start of the input (after white space), at the start of a line, or anywhere in the first
/// 64 KiB.
struct Signature: Sendable, Hashable {
    enum Position: String, Sendable {
        case start = "starts-with"
        case line = "line-starts-with"
        case anywhere = "contains"
    }

    var position: Position
    var text: String
    var confidence: FormatDescriptor.Confidence

    /// How sure the signatures that match are; the surest counts.
    static func confidence(
        of signatures: [Signature], in head: UnsafeBufferPointer<UInt8>
    ) -> FormatDescriptor.Confidence {
        signatures.filter { $0.matches(head) }.map(\.confidence).max() ?? .no
    }

    private func matches(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
        let wanted = Array(text.utf8)
        guard let first = wanted.first else { return false }
        if position == .start {
            let mark = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let start = head[mark...].firstIndex { $0 > 0x20 } ?? head.count
            return head[start...].starts(with: wanted)
        }
        var at = head.startIndex
        while let found = head[at...].firstIndex(of: first) {
            let fits = position == .anywhere || found == 0 || head[found - 1] == UInt8(ascii: "\n")
            if fits, head[found...].starts(with: wanted) { return true }
            at = found + 1
        }
        return false
    }
}
