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
            signal(number) { number in
                if let path = Interruption.temporary { unlink(path) }
                signal(number, SIG_DFL)
                raise(number)
            }
        }
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
