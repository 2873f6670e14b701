private import Dispatch
private import Synchronization

/// Threads that do work while the one that hands it in does other things, and helps where it has nothing else to do.
///
/// What is nearer to the end of the way is done first, so that little is under way at a time.
package final class Crew: Sendable {
    private struct State: Sendable {
        var urgent: [Job] = []
        var others: [Job] = []
        var hasEnded = false
    }

    private typealias Job = @Sendable () -> Void

    private let state = Mutex(State())
    /// Signalled for every job, and for every thread at the end.
    private let handedIn = DispatchSemaphore(value: 0)
    /// Signalled for every job that another thread has done.
    private let done = DispatchSemaphore(value: 0)
    private let threads = DispatchGroup()
    private let count: Int

    /// - Parameter threads: how many there are besides the caller's.
    package init(threads count: Int) {
        self.count = max(0, count)
        for _ in 0..<self.count {
            DispatchQueue.global().async(group: threads) { self.serve() }
        }
    }

    /// Hands in a job. Returns the place where its result will be.
    package func start<R: Sendable>(isUrgent: Bool, _ job: @escaping @Sendable () -> R) -> Result<R> {
        let result = Result<R>()
        let whole: Job = {
            // Moved, not copied: whoever takes it is to be the only one that has it.
            var value = Optional(job())
            result.value.withLock { swap(&$0, &value) }
        }
        state.withLock { if isUrgent { $0.urgent.append(whole) } else { $0.others.append(whole) } }
        if count > 0 { handedIn.signal() }
        return result
    }

    /// Does a job on the caller's thread; where none is left, waits until another thread has done one.
    package func help() {
        if let job = next() { job() } else { done.wait() }
    }

    /// Lets the threads go when each has done what it is about. What nobody has begun stays undone.
    package func end() {
        state.withLock { $0 = State(hasEnded: true) }
        for _ in 0..<count { handedIn.signal() }
        threads.wait()
    }

    private func next() -> Job? {
        state.withLock { state in
            if !state.urgent.isEmpty { return state.urgent.removeFirst() }
            return state.others.isEmpty ? nil : state.others.removeFirst()
        }
    }

    private func serve() {
        while true {
            handedIn.wait()
            if let job = next() {
                job()
                done.signal()
            } else if state.withLock({ $0.hasEnded }) {
                return
            }
        }
    }

    /// What a job gives, once it is done.
    package final class Result<R: Sendable>: Sendable {
        fileprivate let value = Mutex<R?>(nil)

        /// The result, which is given up; nil as long as there is none.
        package func take() -> R? { value.withLock { $0.take() } }
    }
}
