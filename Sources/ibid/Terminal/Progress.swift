private import Synchronization

/// Tells how far a long piece of work is, on a terminal's standard error: after a second, then five times a second at most.
final class Progress: Sendable {
    private let total: Int?
    private let state: Mutex<State>

    private struct State: Sendable {
        let started: Double
        var last: Double
        var isShown = false
    }

    /// Nil where there is no terminal to show it on.
    ///
    /// - Parameter total: bytes of input in all; nil where that is not known.
    init?(total: Int?) {
        guard Terminal.isTerminal(2), Terminal.environment("TERM") != "dumb" else { return nil }
        self.total = total
        let now = Terminal.seconds()
        state = Mutex(State(started: now, last: now))
    }

    func update(_ done: Int) {
        state.withLock { state in
            let now = Terminal.seconds()
            guard now - state.started > 1, now - state.last > 0.2 else { return }
            state.last = now
            state.isShown = true
            var text = "\(Progress.size(done)) read"
            if let total, total > 0 {
                text = "\(Progress.size(done)) of \(Progress.size(total)) read (\(min(100, done * 100 / total)) %)"
            }
            Terminal.writeError("\r\u{1B}[Kibid: \(text), \(Int(now - state.started)) s")
        }
    }

    /// Takes the line away.
    func clear() {
        state.withLock { state in
            if state.isShown { Terminal.writeError("\r\u{1B}[K") }
            state.isShown = false
        }
    }

    private static func size(_ bytes: Int) -> String {
        bytes < 10_000_000 ? "\(bytes / 1000) kB" : "\(bytes / 1_000_000) MB"
    }
}
