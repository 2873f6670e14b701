#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where bytes go: standard output, a file, or memory. Every write is checked.
///
/// A file is written beside its target under a temporary name and takes its place only when `commit` is called: until then,
/// and after an interruption, the old file is as it was. Its permissions stay, and a symbolic link stays a link.
public struct Output: ~Copyable {
    private enum Target {
        case standardOutput
        case memory
        /// A device or pipe that is opened as it is.
        case direct(Int32)
        case file(descriptor: Int32, temporary: String, path: String)
    }

    private let name: String
    private var target: Target
    private var buffer: [UInt8] = []
    private var isOpen = true
    /// Whether control characters are made visible.
    private var showsControls = false
    /// Whether there was a file before.
    private var replacesFile = false
    /// How much of a file was written, and how much of that is on its way to the disk.
    private var written = 0
    private var sentOff = 0

    private init(_ name: String, _ target: Target) {
        self.name = name
        self.target = target
    }

    /// - Parameter showingControls: whether control characters are made visible, for a terminal.
    public static func standardOutput(showingControls: Bool = false) -> Output {
        var output = Output("standard output", .standardOutput)
        output.showsControls = showingControls
        return output
    }

    /// Collects bytes; `takeBytes` gives them.
    public static func memory() -> Output { Output("memory", .memory) }

    /// A file; "-" is standard output. A device or pipe is written directly.
    public static func file(_ path: String) throws(OutputError) -> Output {
        if path == "-" { return standardOutput() }
        var status = stat()
        let exists = stat(path, &status) == 0
        let kind = status.st_mode & S_IFMT
        if exists, kind == S_IFDIR { throw OutputError(EISDIR, path) }
        if exists, kind != S_IFREG {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw OutputError(errno, path) }
            return Output(path, .direct(descriptor))
        }
        if exists, access(path, W_OK) != 0 { throw OutputError(errno, path) }
        let final = exists ? resolved(path) : path
        let temporary = "\(final).ibid-\(getpid())"
        let mode = exists ? status.st_mode & 0o7777 : 0o666
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw OutputError(errno, path) }
        if exists { fchmod(descriptor, mode) }
        Interruption.remove(onExit: temporary)
        var output = Output(path, .file(descriptor: descriptor, temporary: temporary, path: final))
        output.replacesFile = exists
        return output
    }

    /// Writes bytes; they may wait in a buffer until `commit`.
    public mutating func write(_ bytes: [UInt8]) throws(OutputError) {
        if case .memory = target { return buffer.append(contentsOf: bytes) }
        if buffer.count + bytes.count <= Output.bufferSize { return buffer.append(contentsOf: bytes) }
        try flush()
        if bytes.count >= Output.bufferSize { try put(bytes) } else { buffer.append(contentsOf: bytes) }
    }

    public mutating func write(_ string: String) throws(OutputError) { try write(Array(string.utf8)) }

    /// Writes what waits.
    public mutating func flush() throws(OutputError) {
        if case .memory = target { return }
        let waiting = buffer
        buffer.removeAll(keepingCapacity: true)
        try put(waiting)
    }

    /// What a memory output holds.
    public mutating func takeBytes() -> [UInt8] {
        defer { buffer = [] }
        return buffer
    }

    /// Makes what was written final. Without it, a file output leaves the old file as it was.
    public consuming func commit() throws(OutputError) {
        try flush()
        isOpen = false
        switch target {
        case .memory: return
        case .standardOutput:
            // Some file systems tell only at the close that there was no room; a copy's close tells as well.
            let copy = dup(1)
            guard copy >= 0, close(copy) == 0 else { throw OutputError(errno, name) }
        case .direct(let descriptor):
            guard close(descriptor) == 0 else { throw OutputError(errno, name) }
        case .file(let descriptor, let temporary, let path):
            var failure: Int32 = fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno
            if close(descriptor) != 0, failure == 0 { failure = errno }
            if failure == 0, rename(temporary, path) != 0 { failure = errno }
            if failure != 0 { unlink(temporary) }
            Interruption.forget(temporary)
            if failure != 0 { throw OutputError(failure, name, keepsOldFile: replacesFile) }
        }
    }

    deinit {
        guard isOpen else { return }
        switch target {
        case .standardOutput, .memory: break
        case .direct(let descriptor): close(descriptor)
        case .file(let descriptor, let temporary, _):
            close(descriptor)
            unlink(temporary)
            Interruption.forget(temporary)
        }
    }

    private static let bufferSize = 1 << 16

    private var descriptor: Int32 {
        switch target {
        case .standardOutput: 1
        case .memory: -1
        case .direct(let descriptor): descriptor
        case .file(let descriptor, _, _): descriptor
        }
    }

    private mutating func put(_ bytes: [UInt8]) throws(OutputError) {
        if bytes.isEmpty { return }
        let failure = writeAll(showsControls ? ControlCharacters.shown(bytes) : bytes, to: descriptor)
        if failure != 0 { throw OutputError(failure, name, keepsOldFile: replacesFile) }
        written += bytes.count
        sendOff()
    }

    /// Has the system begin to put a large file on the disk while the work goes on, so that `commit` need not wait for all of it.
    private mutating func sendOff() {
        #if !canImport(Darwin)
            guard case .file(let descriptor, _, _) = target, written - sentOff >= 1 << 24 else { return }
            // On Linux, the advice that what was just written is not needed starts the writing, and waits for nothing.
            _ = posix_fadvise(descriptor, off_t(sentOff), off_t(written - sentOff), POSIX_FADV_DONTNEED)
            sentOff = written
        #endif
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}

/// Why an output could not be written.
public struct OutputError: Error, Sendable, Hashable {
    /// The system's error number.
    public var number: Int32
    public var output: String
    /// Whether a file stands there as it was before.
    public var keepsOldFile: Bool

    public init(_ number: Int32, _ output: String, keepsOldFile: Bool = false) {
        self.number = number
        self.output = output
        self.keepsOldFile = keepsOldFile
    }

    /// True where whoever read the output has gone: not worth a message.
    public var isClosedPipe: Bool { number == EPIPE }

    /// The error as a message for people.
    public var diagnostic: Diagnostic {
        Diagnostic(
            .error, "output.cannot-write", "cannot be written: \(systemMessage(number))", at: Place(source: output),
            hint: keepsOldFile ? "the file that was there is as it was" : nil)
    }
}

/// Writes every byte. Returns the system's error number, or 0.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
        var done = 0
        while done < buffer.count {
            let n = write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
            if n < 0, errno == EINTR { continue }
            if n < 0 { return errno }
            done += n
        }
        return 0
    }
}
