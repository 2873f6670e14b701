private import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is cleaned up when the process is interrupted (Ctrl-C, a closed terminal, an end asked for).
public enum Interruption {
    /// The temporary file of the output that is being written. A C string, since a signal handler may do little.
    nonisolated(unsafe) private static var temporary: UnsafeMutablePointer<CChar>?

    /// Process groups of children that must not outlive us, 0 where a place is free: plain memory, for the signal handler.
    nonisolated(unsafe) private static let groups: UnsafeMutablePointer<Int32> = {
        let groups = UnsafeMutablePointer<Int32>.allocate(capacity: mostGroups)
        groups.initialize(repeating: 0, count: mostGroups)
        return groups
    }()
    private static let mostGroups = 64
    private static let groupsLock = Mutex(())

    /// Makes Ctrl-C and its like remove the unfinished output and end the children, then end the process by the same signal; and
    /// makes a closed pipe an error of the write. Call once, at the start of a command.
    public static func install() {
        signal(SIGPIPE, SIG_IGN)
        // Made now, since a signal handler must not be the first to ask for it.
        _ = groups
        // A program that starts us from a thread which blocks signals (Dispatch's do) hands the block on: nobody wants that.
        var handled = sigset_t()
        sigemptyset(&handled)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&handled, number) }
        sigprocmask(SIG_UNBLOCK, &handled, nil)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            // What whoever started us ignores (nohup, a job in the background) stays ignored.
            if isIgnored(number) { continue }
            signal(number) { number in
                if let path = Interruption.temporary { unlink(path) }
                Interruption.endGroups()
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        #if canImport(Darwin)
            let handler = action.__sigaction_u.__sa_handler
        #else
            let handler = action.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    static func remove(onExit path: String) {
        let old = temporary
        temporary = strdup(path)
        free(old)
    }

    static func forget(_ path: String) {
        guard let old = temporary, strcmp(old, path) == 0 else { return }
        temporary = nil
        free(old)
    }

    /// Makes an interruption end a process group too. Beyond 64 at a time, children only see their streams close.
    package static func end(groupOnExit group: Int32) {
        groupsLock.withLock { _ in
            for index in 0..<mostGroups where groups[index] == 0 {
                groups[index] = group
                return
            }
        }
    }

    /// The group has ended.
    package static func forget(group: Int32) {
        groupsLock.withLock { _ in
            for index in 0..<mostGroups where groups[index] == group { groups[index] = 0 }
        }
    }

    private static func endGroups() {
        for index in 0..<mostGroups where groups[index] > 0 { kill(-groups[index], SIGKILL) }
    }
}
