/// The one list of formats that the command and the library choose from. The order decides where two are equally good.
public struct Registry: Sendable {
    public private(set) var formats: [any Format]

    /// A later format of an id or alias that is taken already is left out: `refused` names it.
    public private(set) var refused: [FormatDescriptor] = []

    public init(_ formats: [any Format] = []) {
        self.formats = []
        for format in formats { add(format) }
    }

    /// Adds a format. False where its id is taken: then it is not added, and stands in `refused`.
    @discardableResult
    public mutating func add(_ format: any Format) -> Bool {
        let descriptor = format.descriptor
        if formats.contains(where: { $0.descriptor.isNamed(descriptor.id) }) {
            refused.append(descriptor)
            return false
        }
        formats.append(format)
        return true
    }

    public var descriptors: [FormatDescriptor] { formats.map(\.descriptor) }

    /// The format of that id or alias, in any case of letters; nil where there is none.
    public func format(named name: String) -> (any Format)? {
        let name = name.lowercased()
        return formats.first { $0.descriptor.isNamed(name) }
    }

    /// The format to read with: by name where one is given, else by file name, else by content.
    ///
    /// - Parameter name: what the user said, or nil.
    public func reader(named name: String?, for input: Input) throws -> any Format {
        if let name { return try side(named: name, reading: true) }
        let readable = formats.filter(\.descriptor.canRead)
        let byName = readable.filter { $0.descriptor.extensions.contains(input.fileExtension) }
        if byName.count == 1 { return byName[0] }
        let head = Registry.text(try input.peek(Registry.lookAhead))
        // Text has no NUL: by content alone a binary file is only what its signature says for certain.
        let isBinary = head.contains(0)
        let least: FormatDescriptor.Confidence = isBinary ? .certain : .likely
        let best = Registry.best(of: byName.isEmpty ? readable : byName, for: head)
        if let best, !byName.isEmpty || best.confidence >= least { return best.format }
        if let other = Registry.best(of: readable, for: head), other.confidence >= least { return other.format }
        if let first = byName.first { return first }
        let ids = readable.map(\.descriptor.id)
        throw isBinary
            ? RegistryError.binary(input.name, readable: ids) : RegistryError.notRecognized(input.name, readable: ids)
    }

    /// The format to write with: by name where one is given, else by the output's file name.
    public func writer(named name: String?, output path: String?) throws -> any Format {
        if let name { return try side(named: name, reading: false) }
        let writable = formats.filter(\.descriptor.canWrite)
        if let path,
            let found = writable.first(where: { $0.descriptor.extensions.contains(Registry.fileExtension(path)) })
        {
            return found
        }
        throw RegistryError.noOutputFormat(path, writable: writable.map(\.descriptor.id))
    }

    /// The lower-case extension of a path, without the dot; empty where there is none.
    public static func fileExtension(_ path: String) -> String {
        let file = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return "" }
        return file[file.index(after: dot)...].lowercased()
    }

    private static let lookAhead = 65_536

    /// The first bytes of an input as UTF-8 where they are UTF-16, and without a byte order mark.
    private static func text(_ head: [UInt8]) -> [UInt8] {
        var decoder = TextDecoder(source: "")
        var text: [UInt8] = []
        decoder.decode(head, appendingTo: &text)
        return text.isEmpty ? head : text
    }

    private func side(named name: String, reading: Bool) throws -> any Format {
        let able = formats.filter { reading ? $0.descriptor.canRead : $0.descriptor.canWrite }.map(\.descriptor.id)
        guard let format = format(named: name) else {
            let known = formats.flatMap { [$0.descriptor.id] + $0.descriptor.aliases }
            throw RegistryError.unknown(name, guess: Guess.nearest(to: name.lowercased(), among: known), known: able)
        }
        if reading, !format.descriptor.canRead { throw RegistryError.cannotRead(format.descriptor.id, readable: able) }
        if !reading, !format.descriptor.canWrite {
            throw RegistryError.cannotWrite(format.descriptor.id, writable: able)
        }
        return format
    }

    private static func best(
        of formats: [any Format], for head: [UInt8]
    ) -> (format: any Format, confidence: FormatDescriptor.Confidence)? {
        var best: (format: any Format, confidence: FormatDescriptor.Confidence)?
        for format in formats {
            let confidence = head.withUnsafeBufferPointer { format.descriptor.recognize($0) }
            if confidence > (best?.confidence ?? .no) { best = (format, confidence) }
        }
        return best
    }
}

extension FormatDescriptor {
    func isNamed(_ name: String) -> Bool { id == name || aliases.contains(name) }
}

/// Why no format could be chosen.
public enum RegistryError: Error, Sendable, Hashable {
    /// No format has that name.
    case unknown(String, guess: String?, known: [String])
    case cannotRead(String, readable: [String])
    case cannotWrite(String, writable: [String])
    /// Neither the file name nor the content tells what the input is.
    case notRecognized(String, readable: [String])
    /// No name tells what the input is, and it is no text.
    case binary(String, readable: [String])
    /// No output format was named, and the output's name tells none.
    case noOutputFormat(String?, writable: [String])
}

extension RegistryError {
    /// The error as a message for people, with what to do.
    public var diagnostic: Diagnostic {
        switch self {
        case .unknown(let name, let guess, let known):
            Diagnostic(
                .error, "format.unknown", "there is no format named “\(name)”",
                hint: (guess.map { "did you mean “\($0)”? " } ?? "") + "There are: \(known.joined(separator: ", "))")
        case .cannotRead(let name, let readable):
            Diagnostic(
                .error, "format.cannot-read", "the format “\(name)” can be written but not read",
                hint: "these can be read: \(readable.joined(separator: ", "))")
        case .cannotWrite(let name, let writable):
            Diagnostic(
                .error, "format.cannot-write", "the format “\(name)” can be read but not written",
                hint: "these can be written: \(writable.joined(separator: ", "))")
        case .notRecognized(let input, let readable):
            Diagnostic(
                .error, "format.not-recognized", "neither its name nor its content tells what format this is",
                at: Place(source: input), hint: "say which with -f: \(readable.joined(separator: ", "))")
        case .binary(let input, let readable):
            Diagnostic(
                .error, "format.binary", "is a binary file that no format is known for", at: Place(source: input),
                hint: "what can be read is text: \(readable.joined(separator: ", "))")
        case .noOutputFormat(let path, let writable):
            Diagnostic(
                .error, "format.none-for-output",
                path.map { "the name “\($0)” tells no format that can be written" } ?? "no format to write was named",
                hint: "say which with -t: \(writable.joined(separator: ", "))")
        }
    }
}
