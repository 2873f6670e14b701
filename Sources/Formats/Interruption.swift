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

    /// Makes Ctrl-C and its like remove the unfinished output, then end the process by the same signal; and makes a closed
    /// pipe an error of the write. Call once, at the start of a command.
    public static func install() {
        signal(SIGPIPE, SIG_IGN)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            // What whoever started us ignores (nohup, a job in the background) stays ignored.
            if isIgnored(number) { continue }
            signal(number) { number in
                if let path = Interruption.temporary { unlink(path) }
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
}
