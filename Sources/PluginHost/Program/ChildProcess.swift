private import CPlugin
internal import Formats

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// A child process and its three streams, served by one loop that waits for whichever is ready: neither side can block the
/// other for good. It is killed, with all that it started, when this goes.
///
/// Used by one thread at a time.
final class ChildProcess {
    /// A program and its arguments.
    struct Command: Sendable, Hashable {
        var path: String
        var arguments: [String] = []
    }

    /// How long a child may do nothing, and how much it may say.
    struct Limits: Sendable, Hashable {
        /// Milliseconds without a byte taken or given while we wait for one.
        var idle = 30_000
        /// Bytes on standard error.
        var errors = 1 << 26
        /// Bytes of output without the end of a line.
        var line = 1 << 26
    }

    /// Why a child is of no more use.
    enum Failure: Error, Hashable {
        /// With the system's error number.
        case cannotStart(Int32)
        case hangs(milliseconds: Int)
        case signal(Int32)
        case status(Int32)
        case talksTooMuch
        case endlessLine
        /// It closed its input before it had every record.
        case leftInput
    }

    private let id: pid_t
    private let limits: Limits
    private var input: Int32
    private var outputEnd: Int32
    private var errorEnd: Int32
    /// Where a stream is read to.
    private var block = [UInt8](repeating: 0, count: 1 << 18)
    private var pending: [UInt8] = []
    private var sent = 0
    private var closesInput = false
    private var exit: Int32?
    private var lastProgress: Int
    /// True where it closed its input before it had everything. Where it reads, that may be all that it wanted.
    private(set) var hasLeftInput = false
    /// What it wrote on standard output and was not taken yet.
    private(set) var output: [UInt8] = []
    /// What it wrote on standard error.
    private(set) var errors = ErrorStream()

    /// Starts a program.
    init(_ command: Command, _ arguments: [String], limits: Limits) throws(Failure) {
        var ends = [[Int32]](repeating: [-1, -1], count: 3)
        var failure: Int32 = 0
        for (index, ours) in [(0, Int32(1)), (1, 0), (2, 0)] where failure == 0 {
            failure = plugin_pipe(&ends[index], ours)
        }
        var id: pid_t = -1
        if failure == 0 {
            let words = CStrings([command.path] + command.arguments + arguments)
            let environment = CStrings(ChildEnvironment.variables)
            failure = withExtendedLifetime((words, environment)) {
                plugin_spawn(
                    command.path, words.pointers, environment.pointers, ends[0][0], ends[1][1], ends[2][1], &id)
            }
        }
        for end in [ends[0][0], ends[1][1], ends[2][1]] where end >= 0 { close(end) }
        guard failure == 0 else {
            for end in [ends[0][1], ends[1][0], ends[2][0]] where end >= 0 { close(end) }
            throw .cannotStart(failure)
        }
        self.id = id
        self.limits = limits
        (input, outputEnd, errorEnd) = (ends[0][1], ends[1][0], ends[2][0])
        lastProgress = ChildProcess.now
        ignoreClosedPipes()
        Interruption.end(groupOnExit: id)
    }

    deinit {
        for end in [input, outputEnd, errorEnd] where end >= 0 { close(end) }
        if exit == nil {
            kill(-id, SIGKILL)
            reap(waiting: true)
        }
    }

    var outputHasEnded: Bool { outputEnd < 0 }
    /// True where all that was sent is on its way, and more may be sent.
    var wantsInput: Bool { input >= 0 && !closesInput && sent == pending.count }
    var waitingInput: Int { pending.count - sent }

    /// Queues bytes for its standard input.
    func send(_ bytes: [UInt8]) {
        if hasLeftInput { return }
        if sent == pending.count {
            pending = bytes
            sent = 0
        } else {
            pending.append(contentsOf: bytes)
        }
        lastProgress = ChildProcess.now
    }

    /// Lends the queue, to append to it.
    func send(_ body: (inout [UInt8]) -> Void) {
        if hasLeftInput { return }
        if sent == pending.count {
            pending.removeAll(keepingCapacity: true)
            sent = 0
            resume()
        }
        body(&pending)
    }

    /// No more input: it sees the end once it has taken what is queued.
    func closeInput() {
        closesInput = true
        lastProgress = ChildProcess.now
    }

    func takeOutput() -> [UInt8] {
        defer { output = [] }
        return output
    }

    /// Gives up what comes before `count` of the output, and returns it.
    func takeOutput(_ count: Int) -> [UInt8] {
        if count == output.count { return takeOutput() }
        let taken = Array(output[0..<count])
        output.removeFirst(count)
        return taken
    }

    func takeDiagnostics() -> [ErrorStream.Line] { errors.takeDiagnostics() }

    /// The time begins to count from now: we were busy, not the child.
    func resume() { lastProgress = ChildProcess.now }

    /// Waits until a stream is ready, and serves it.
    func step() throws(Failure) {
        if closesInput, sent == pending.count { closeInputNow() }
        var entries = [pollfd(), pollfd(), pollfd()]
        entries[0].fd = sent < pending.count ? input : -1
        entries[0].events = Int16(POLLOUT)
        entries[1].fd = outputEnd
        entries[1].events = Int16(POLLIN)
        entries[2].fd = errorEnd
        entries[2].events = Int16(POLLIN)
        let ready = poll(&entries, 3, Int32(ChildProcess.slice))
        if ready <= 0 {
            // A child that has ended may have left others behind that hold its streams open.
            if exit == nil, reap(waiting: false) { kill(-id, SIGKILL) }
        } else {
            if entries[0].revents != 0 { feed() }
            if entries[1].revents != 0 { drainOutput() }
            if entries[2].revents != 0 { try drainErrors() }
        }
        if ChildProcess.now - lastProgress > limits.idle { throw .hangs(milliseconds: limits.idle) }
    }

    /// Waits for the end, after the output has ended. Throws where it did not end well.
    func finish() throws(Failure) {
        closesInput = true
        resume()
        pending = []
        sent = 0
        closeInputNow()
        while exit == nil {
            if reap(waiting: false) { break }
            if errorEnd >= 0 {
                var entry = pollfd(fd: errorEnd, events: Int16(POLLIN), revents: 0)
                if poll(&entry, 1, 20) > 0 { try drainErrors() }
            } else {
                poll(nil, 0, 2)
            }
            if ChildProcess.now - lastProgress > limits.idle { throw .hangs(milliseconds: limits.idle) }
        }
        kill(-id, SIGKILL)
        while errorEnd >= 0 {
            let before = errors.count
            try drainErrors()
            if errors.count == before { break }
        }
        errors.finish()
        let status = exit ?? 0
        if status & 0x7F != 0 { throw .signal(status & 0x7F) }
        if status >> 8 & 0xFF != 0 { throw .status(status >> 8 & 0xFF) }
    }

    /// Ends it at once. What it said last is read first.
    func end() {
        if errorEnd >= 0 { try? drainErrors() }
        kill(-id, SIGKILL)
        if exit == nil { reap(waiting: true) }
        errors.finish()
    }

    private static let slice = 50
}

extension ChildProcess {
    // MARK: Streams

    private func feed() {
        let (input, sent) = (input, sent)
        let count = pending.withUnsafeBytes { write(input, $0.baseAddress.map { $0 + sent }, $0.count - sent) }
        if count > 0 {
            self.sent += count
            lastProgress = ChildProcess.now
        } else if count < 0, errno != EAGAIN, errno != EINTR {
            closeInputNow()
            pending = []
            self.sent = 0
            hasLeftInput = true
            resume()
        }
    }

    private func drainOutput() {
        let count = block.withUnsafeMutableBytes { read(outputEnd, $0.baseAddress, $0.count) }
        if count > 0 {
            output.append(contentsOf: block[0..<count])
            lastProgress = ChildProcess.now
        } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
            close(outputEnd)
            outputEnd = -1
            resume()
        }
    }

    private func drainErrors() throws(Failure) {
        let count = block.withUnsafeMutableBytes { read(errorEnd, $0.baseAddress, $0.count) }
        if count > 0 {
            errors.append(Array(block[0..<count]))
            if errors.count > limits.errors { throw .talksTooMuch }
        } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
            close(errorEnd)
            errorEnd = -1
        }
    }

    private func closeInputNow() {
        guard input >= 0 else { return }
        close(input)
        input = -1
    }

    /// True once the child has ended.
    @discardableResult
    private func reap(waiting: Bool) -> Bool {
        var status: Int32 = 0
        var got = waitpid(id, &status, waiting ? 0 : WNOHANG)
        while got < 0, errno == EINTR { got = waitpid(id, &status, waiting ? 0 : WNOHANG) }
        if got == 0 { return false }
        exit = got == id ? status : 0xFF << 8
        Interruption.forget(group: id)
        return true
    }

    /// Milliseconds of a clock that nobody sets.
    private static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
    }
}

/// Makes a write to a child that has gone an error, where nobody has decided otherwise.
private func ignoreClosedPipes() {
    var action = sigaction()
    sigaction(SIGPIPE, nil, &action)
    #if canImport(Darwin)
        let isDefault = action.__sigaction_u.__sa_handler == nil
    #else
        let isDefault = action.__sigaction_handler.sa_handler == nil
    #endif
    if isDefault { signal(SIGPIPE, SIG_IGN) }
}

/// What a child sees of our environment: where programs and the user's folders are, and how to speak; nothing else.
enum ChildEnvironment {
    private static let passed = [
        "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "TMPDIR", "TZ", "USER", "LOGNAME",
    ]

    static var variables: [String] {
        var variables = passed.compactMap { name in environment(name).map { "\(name)=\($0)" } }
        // A folder that is not named from the root would be looked for in the working folder.
        let folders = (environment("PATH") ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
        variables.append("PATH=\(folders.isEmpty ? "/usr/local/bin:/usr/bin:/bin" : folders.joined(separator: ":"))")
        variables.append("IBID_PLUGIN_PROTOCOL=1")
        // A library that crashes in a process of ours has said enough: no pages of registers.
        variables.append("SWIFT_BACKTRACE=enable=no")
        return variables
    }
}

/// Strings as C wants them for a program's arguments: a list ended by a null pointer.
private final class CStrings {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ strings: [String]) {
        count = strings.count
        pointers = .allocate(capacity: count + 1)
        for (index, string) in strings.enumerated() { pointers[index] = strdup(string) }
        pointers[count] = nil
    }

    deinit {
        for index in 0..<count { free(pointers[index]) }
        pointers.deallocate()
    }
}
