private import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes to read: a file, standard input, or memory. Read in order, or at any place: standard input is then set aside in a
/// temporary file first.
///
/// One reader uses an input at a time; reading at a place may happen on several threads at once.
public final class Input: Sendable {
    /// The name for messages: a path, or "standard input".
    public let name: String

    private let state: Mutex<State>

    private struct State: Sendable {
        var source: Source
        /// Bytes that were looked at before they were read.
        var ahead: [UInt8] = []
        var taken = 0
        /// What was read of a source that cannot be read twice.
        var copy: InputCopy?
    }

    private enum Source: Sendable {
        case memory([UInt8], at: Int)
        case descriptor(Int32, seekable: Bool)
    }

    /// Input from memory.
    public init(bytes: [UInt8], name: String = "memory") {
        self.name = name
        state = Mutex(State(source: .memory(bytes, at: 0)))
    }

    public convenience init(text: String, name: String = "memory") {
        self.init(bytes: Array(text.utf8), name: name)
    }

    /// Opens a file. "-" is standard input.
    public init(path: String) throws(InputError) {
        if path == "-" {
            name = "standard input"
            state = Mutex(State(source: .descriptor(0, seekable: false)))
            return
        }
        name = path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw InputError(.open(errno), path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let reason = errno
            close(descriptor)
            throw InputError(.open(reason), path)
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw InputError(.directory, path)
        }
        state = Mutex(State(source: .descriptor(descriptor, seekable: status.st_mode & S_IFMT == S_IFREG)))
    }

    deinit {
        state.withLock { state in
            if case .descriptor(let descriptor, _) = state.source, descriptor > 2 { close(descriptor) }
            state.copy?.close()
        }
    }

    /// The lower-case extension of its name, without the dot; empty where there is none.
    public var fileExtension: String { Registry.fileExtension(name) }

    /// The size in bytes where it is known before reading.
    public var size: Int? {
        state.withLock { state in
            switch state.source {
            case .memory(let bytes, _): return bytes.count
            case .descriptor(let descriptor, let seekable):
                var status = stat()
                guard seekable, fstat(descriptor, &status) == 0 else { return nil }
                return Int(status.st_size)
            }
        }
    }

    /// The first bytes, at most `count`, without reading them away.
    public func peek(_ count: Int) throws(InputError) -> [UInt8] {
        try state.withLock { state throws(InputError) in
            while state.ahead.count - state.taken < count {
                let before = state.ahead.count
                try Input.readSource(
                    &state.source, count - (before - state.taken), name: self.name, appendingTo: &state.ahead)
                if state.ahead.count == before { break }
            }
            return Array(state.ahead[state.taken...].prefix(count))
        }
    }

    /// Appends up to `count` bytes to `buffer`. Returns how many there were: 0 only at the end.
    public func read(_ count: Int, appendingTo buffer: inout [UInt8]) throws(InputError) -> Int {
        guard count > 0 else { return 0 }
        let before = buffer.count
        try state.withLock { state throws(InputError) in
            if try state.copy?.read(count, self.name, appendingTo: &buffer) ?? 0 > 0 { return }
            defer { state.copy?.append(buffer[before...]) }
            guard state.taken < state.ahead.count else {
                return try Input.readSource(&state.source, min(count, 1 << 20), name: self.name, appendingTo: &buffer)
            }
            let end = min(state.ahead.count, state.taken + count)
            buffer.append(contentsOf: state.ahead[state.taken..<end])
            state.taken = end
            if end == state.ahead.count {
                state.ahead = []
                state.taken = 0
            }
        }
        return buffer.count - before
    }

    /// Everything that is left.
    public func readAll(limit: Int = .max) throws(InputError) -> [UInt8] {
        var all: [UInt8] = []
        if let size, size <= limit { all.reserveCapacity(size + 1) }
        while try read(1 << 20, appendingTo: &all) > 0 {
            if all.count > limit { throw InputError(.tooLarge(limit), name) }
        }
        return all
    }

    /// Makes reading at any place possible: what cannot be read twice is copied to a temporary file that has no name.
    public func makeSeekable() throws(InputError) {
        let copy = state.withLock { state -> Bool in
            if case .descriptor(_, seekable: false) = state.source { return true }
            // What was looked ahead at is read again from its place.
            let unread = state.ahead.count - state.taken
            if unread > 0 {
                switch state.source {
                case .memory(let bytes, let at): state.source = .memory(bytes, at: at - unread)
                case .descriptor(let descriptor, _): lseek(descriptor, -off_t(unread), SEEK_CUR)
                }
                state.ahead = []
                state.taken = 0
            }
            return false
        }
        guard copy else { return }
        let spool = try Spool.copy(of: self)
        state.withLock { state in
            if case .descriptor(let old, _) = state.source, old > 2 { close(old) }
            state.source = .descriptor(spool, seekable: true)
            state.ahead = []
            state.taken = 0
        }
    }

    /// Keeps a copy of what is read from here on, as far as `limit`, in a temporary file where the source cannot be read twice:
    /// `bytes(at:count:)` then gives it again. To be called before anything is read.
    public func keepCopy(limit: Int) throws(InputError) {
        try state.withLock { state throws(InputError) in
            guard case .descriptor(_, seekable: false) = state.source, state.copy == nil else { return }
            state.copy = try InputCopy(limit: limit, name: self.name)
        }
    }

    /// Reads the rest into the copy, as far as its limit. Reading goes on where it was.
    public func completeCopy() throws(InputError) {
        try state.withLock { state throws(InputError) in
            while let copy = state.copy, !copy.isFull {
                var block = Array(state.ahead[state.taken...])
                if block.isEmpty {
                    try Input.readSource(&state.source, 1 << 18, name: self.name, appendingTo: &block)
                } else {
                    state.ahead = []
                    state.taken = 0
                }
                if block.isEmpty { return }
                // What the copy has no room for is read as if it had been looked at.
                let isSetAside = state.copy?.setAside(block.prefix(copy.room)) ?? false
                state.ahead = isSetAside ? Array(block.dropFirst(copy.room)) : block
            }
        }
    }

    /// Goes back to the start. Only after `makeSeekable`, or for files and memory.
    public func rewind() {
        state.withLock { state in
            state.ahead = []
            state.taken = 0
            switch state.source {
            case .memory(let bytes, _): state.source = .memory(bytes, at: 0)
            case .descriptor(let descriptor, _): lseek(descriptor, 0, SEEK_SET)
            }
        }
    }

    /// The bytes at a place, without moving the reading position. Only after `makeSeekable`, or for files and memory.
    public func bytes(at offset: Int, count: Int) throws(InputError) -> [UInt8] {
        guard offset >= 0, count > 0 else { return [] }
        let (source, copy) = state.withLock { ($0.source, $0.copy) }
        if let copy { return try copy.bytes(at: offset, count: count, name) }
        switch source {
        case .memory(let bytes, _):
            guard offset < bytes.count else { return [] }
            return Array(bytes[offset..<min(bytes.count, offset + count)])
        case .descriptor(let descriptor, _):
            return try Input.bytes(of: descriptor, at: offset, count: count, name: name)
        }
    }

    static func bytes(of descriptor: Int32, at offset: Int, count: Int, name: String) throws(InputError) -> [UInt8] {
        var failure: Int32 = 0
        let block = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = 0
            while initialized < count {
                let got = pread(
                    descriptor, buffer.baseAddress.map { $0 + initialized }, count - initialized,
                    off_t(offset + initialized))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                initialized += got
            }
        }
        if failure != 0 { throw InputError(.read(failure), name) }
        return block
    }

    /// Appends what the source gives next, up to `count` bytes; nothing at the end.
    private static func readSource(
        _ source: inout Source, _ count: Int, name: String, appendingTo buffer: inout [UInt8]
    ) throws(InputError) {
        switch source {
        case .memory(let bytes, let at):
            let end = min(bytes.count, at + count)
            source = .memory(bytes, at: end)
            buffer.append(contentsOf: bytes[at..<end])
        case .descriptor(let descriptor, _):
            // Read to where it is to stand, with what is there already before it, as long as that is not the larger part.
            let before = buffer.count <= count ? buffer : []
            var failure: Int32 = 0
            let block = [UInt8](unsafeUninitializedCapacity: before.count + count) { target, initialized in
                initialized = target[..<before.count].initialize(fromContentsOf: before)
                let start = target.baseAddress.map { $0 + before.count }
                var got = readDescriptor(descriptor, start, count)
                while got < 0, errno == EINTR { got = readDescriptor(descriptor, start, count) }
                if got < 0 { failure = errno }
                initialized += max(0, got)
            }
            if failure != 0 { throw InputError(.read(failure), name) }
            if buffer.count <= count { buffer = block } else { buffer.append(contentsOf: block) }
        }
    }
}

/// `read(2)`, under a name that the methods above do not hide.
private func readDescriptor(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

/// Why an input could not be read.
public struct InputError: Error, Sendable, Hashable {
    public var reason: Reason
    public var source: String

    public init(_ reason: Reason, _ source: String) {
        self.reason = reason
        self.source = source
    }

    public enum Reason: Sendable, Hashable {
        /// With the system's error number.
        case open(Int32)
        case directory
        case read(Int32)
        case tooLarge(Int)
        /// The temporary copy of standard input could not be made.
        case spool(Int32)
    }

    /// The error as a message for people.
    public var diagnostic: Diagnostic {
        let place = Place(source: source)
        switch reason {
        case .open(let number):
            return Diagnostic(.error, "input.cannot-open", "cannot be opened: \(systemMessage(number))", at: place)
        case .directory:
            return Diagnostic(
                .error, "input.directory", "is a folder, not a file", at: place, hint: "name the files in it")
        case .read(let number):
            return Diagnostic(.error, "input.cannot-read", "cannot be read: \(systemMessage(number))", at: place)
        case .tooLarge(let limit):
            return Diagnostic(.error, "input.too-large", "is larger than \(limit >> 20) MB", at: place)
        case .spool(let number):
            return Diagnostic(
                .error, "input.no-temporary-file", "no temporary file could be made: \(systemMessage(number))",
                at: place,
                hint: "set TMPDIR to a folder with room")
        }
    }
}

/// The system's words for an error number.
package func systemMessage(_ number: Int32) -> String {
    guard let text = strerror(number) else { return "error \(number)" }
    let message = String(cString: text)
    return message.prefix(1).lowercased() + message.dropFirst()
}
