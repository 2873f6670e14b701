private import Dispatch
private import Synchronization

/// Threads that do work while the one that hands it in does other things, and helps where it has nothing else to do.
///
/// Work that goes on with a result is done by the thread that made it, where that is not long about something else: what a
/// thread has allocated it should free, since threads that free each other's memory wait for one another.
package final class Crew: Sendable {
    private struct State: Sendable {
        /// What goes on with results, by the thread that made them.
        var further: [[Job]]
        var others: [Job] = []
        var hasEnded = false
    }

    /// Given the number of the thread that does it.
    private typealias Job = @Sendable (Int) -> Void

    private let state: Mutex<State>
    /// Signalled for every job, and for every thread at the end.
    private let handedIn = DispatchSemaphore(value: 0)
    /// Signalled for every job that another thread has done.
    private let done = DispatchSemaphore(value: 0)
    private let threads = DispatchGroup()
    private let count: Int

    /// - Parameter threads: how many there are besides the caller's.
    package init(threads count: Int) {
        self.count = max(0, count)
        state = Mutex(State(further: Array(repeating: [], count: self.count + 1)))
        // The caller's thread is 0.
        for thread in 0..<self.count {
            DispatchQueue.global().async(group: threads) { self.serve(thread + 1) }
        }
    }

    /// Hands in a job. Returns the place where its result will be.
    package func start<R: Sendable>(_ job: @escaping @Sendable () -> R) -> Result<R> {
        let result = Result<R>()
        hand { $0.others.append { result.give(job(), from: $0) } }
        return result
    }

    /// Hands in a job that goes on with another's result.
    package func start<R: Sendable, Before: Sendable>(
        after before: Result<Before>, _ job: @escaping @Sendable () -> R
    ) -> Result<R> {
        let result = Result<R>()
        let thread = before.thread
        hand { $0.further[thread].append { result.give(job(), from: $0) } }
        return result
    }

    private func hand(_ add: (inout State) -> Void) {
        state.withLock { add(&$0) }
        if count > 0 { handedIn.signal() }
    }

    /// Does a job on the caller's thread; where none is left, waits until another thread has done one.
    package func help() {
        if let job = next(for: 0) { job(0) } else { done.wait() }
    }

    /// Lets the threads go when each has done what it is about. What nobody has begun stays undone.
    package func end() {
        state.withLock { state in
            state.further = state.further.map { _ in [] }
            state.others = []
            state.hasEnded = true
        }
        for _ in 0..<count { handedIn.signal() }
        threads.wait()
    }

    /// What goes on with the thread's own results, then what is new, then what others have not come to.
    private func next(for thread: Int) -> Job? {
        state.withLock { state in
            if !state.further[thread].isEmpty { return state.further[thread].removeFirst() }
            if !state.others.isEmpty { return state.others.removeFirst() }
            guard let other = state.further.firstIndex(where: { !$0.isEmpty }) else { return nil }
            return state.further[other].removeFirst()
        }
    }

    private func serve(_ thread: Int) {
        while true {
            handedIn.wait()
            if let job = next(for: thread) {
                job(thread)
                done.signal()
            } else if state.withLock({ $0.hasEnded }) {
                return
            }
        }
    }

    /// What a job gives, once it is done.
    package final class Result<R: Sendable>: Sendable {
        private struct State: Sendable {
            var value: R?
            var thread = 0
        }

        private let state = Mutex(State())

        /// The result, which is given up; nil as long as there is none.
        package func take() -> R? { state.withLock { $0.value.take() } }

        /// The thread that made it.
        fileprivate var thread: Int { state.withLock { $0.thread } }

        fileprivate func give(_ value: consuming R, from thread: Int) {
            // Moved, not copied: whoever takes it is to be the only one that has it.
            var value = Optional(value)
            state.withLock { state in
                swap(&state.value, &value)
                state.thread = thread
            }
        }
    }
}
