/// A format: what it is, and its reader and writer. Either half may be missing, as its descriptor says.
///
/// A format is a value that holds no state: readers and writers are made from it, one for each input or output.
public protocol Format: Sendable {
    var descriptor: FormatDescriptor { get }

    /// A reader over an input. Called only where the descriptor says that the format can be read.
    ///
    /// - Throws: a `Diagnostic` where an option's value cannot be used; an `InputError` where the input cannot be read at all.
    func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader

    /// A writer. Called only where the descriptor says that the format can be written.
    ///
    /// - Throws: a `Diagnostic` where an option's value cannot be used.
    func makeWriter(options: FormatOptions) throws -> any RecordWriter
}

extension Format {
    public func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader {
        throw RegistryError.cannotRead(descriptor.id, readable: [])
    }

    public func makeWriter(options: FormatOptions) throws -> any RecordWriter {
        throw RegistryError.cannotWrite(descriptor.id, writable: [])
    }
}

/// What the registry and the command know of a format, whatever its origin.
public struct FormatDescriptor: Sendable {
    /// The short lower-case name that the command takes: "bibtex".
    public var id: String
    /// The name for people: "BibTeX".
    public var title: String
    /// Other names that the command takes.
    public var aliases: [String]
    /// File name extensions without the dot, lower case, the usual one first.
    public var extensions: [String]
    /// One line for the list of formats.
    public var summary: String
    public var canRead: Bool
    public var canWrite: Bool
    /// What the reader and the writer can be told.
    public var options: [OptionDescriptor]
    public var origin: Origin
    /// How sure it is that an input is of this format, from its first bytes (at most 64 KiB, cut anywhere).
    public var recognize: @Sendable (UnsafeBufferPointer<UInt8>) -> Confidence
    /// Words of the format itself that are no values, in a format that is only read: page furniture, labels.
    public var ownWords: @Sendable () -> String = { "" }
    /// True where several inputs of this format are pages of one collection, to be joined before anything is written.
    public var joinsPages: Bool

    public init(
        id: String, title: String, aliases: [String] = [], extensions: [String] = [], summary: String,
        canRead: Bool, canWrite: Bool, options: [OptionDescriptor] = [], origin: Origin = .builtIn,
        joinsPages: Bool = false,
        recognize: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Confidence = { _ in .no }
    ) {
        self.id = id
        self.title = title
        self.aliases = aliases
        self.extensions = extensions
        self.summary = summary
        self.canRead = canRead
        self.canWrite = canWrite
        self.options = options
        self.origin = origin
        self.joinsPages = joinsPages
        self.recognize = recognize
    }

    /// Where a format comes from.
    public enum Origin: Sendable, Hashable {
        case builtIn
        /// A shared library, by its path.
        case library(String)
        /// A program, by its path.
        case program(String)
    }

    /// How sure a look at the content is. Where two formats are equally sure, the earlier in the registry is taken.
    public enum Confidence: UInt8, Sendable, Hashable, Comparable {
        case no
        /// It could be: nothing speaks against it.
        case possible
        /// It looks like it.
        case likely
        /// It says so itself.
        case certain

        public static func < (a: Confidence, b: Confidence) -> Bool { a.rawValue < b.rawValue }
    }
}

/// One thing that a reader or writer can be told: on the command line `--name VALUE`.
public struct OptionDescriptor: Sendable, Hashable {
    public var name: String
    public var value: Value
    /// One line for the help.
    public var summary: String
    public var side: Side

    public init(_ name: String, _ value: Value, on side: Side, _ summary: String) {
        self.name = name
        self.value = value
        self.side = side
        self.summary = summary
    }

    public enum Value: Sendable, Hashable {
        /// Present or not.
        case flag
        /// Any text; the word stands for it in the help ("CHARACTER").
        case text(String)
        /// One of these words.
        case choice([String])
        /// A path.
        case path
    }

    public enum Side: Sendable, Hashable {
        case reading, writing, both
    }
}

/// The options given for a reader or writer: names as in the descriptor, without dashes.
public struct FormatOptions: Sendable, Hashable {
    private var values: [String: String]

    public init(_ values: [String: String] = [:]) { self.values = values }

    /// The text given for an option; nil where it was not given.
    public subscript(name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// True where a flag was given.
    public func has(_ name: String) -> Bool { values[name] != nil }
}
