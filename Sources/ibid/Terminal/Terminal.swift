import Glibc

/// What stands at the other end of the standard streams.
enum Terminal {
    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// An environment variable; nil where it is not set or empty.
    static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// Whether color is wanted on a stream, by the option's word and the user's settings.
    static func wantsColor(_ word: String?, on descriptor: Int32) -> Bool {
        switch word {
        case "always": true
        case "never": false
        default: isTerminal(descriptor) && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
        }
    }

    /// Makes sure that descriptors 0 to 2 are open, so that no file that is opened later takes the place of one that was
    /// closed. What is written to a closed standard output is an error; messages that nobody wants go nowhere.
    static func openStandardStreams() {
        for (descriptor, mode) in [(Int32(0), O_RDONLY), (1, O_RDONLY), (2, O_WRONLY)]
        where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", mode)
        }
    }

    /// Writes to standard error. That it cannot be written is nowhere to be told.
    static func writeError(_ text: String) {
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { write(2, $0.baseAddress.map { $0 + done }, bytes.count - done) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return }
            done += count
        }
    }

    /// Seconds since some moment, for progress.
    static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The error number of a file that is not there.
    static let noSuchFile = ENOENT

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether a path names something that is no folder.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
    }
}
