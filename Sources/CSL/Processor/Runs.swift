internal import Dispatch

/// Work on many items, cut into runs for the threads that may work at once. What comes of it does not depend on their number.
enum Runs {
    /// No run is shorter: for fewer items another thread does not pay.
    static let shortest = 500

    /// What comes of each run, in their order.
    ///
    /// - Parameter body: is given the places of a run, from 0 up to `count`; for several runs at once.
    static func map<Result: Sendable>(
        _ count: Int, cores: Int, _ body: @Sendable (Range<Int>) -> Result
    ) -> [Result] {
        let runs = cores > 1 ? min(cores * 2, count / shortest) : 1
        if runs < 2 { return [body(0..<count)] }
        let results = Results<Result>(runs)
        DispatchQueue.concurrentPerform(iterations: runs) { run in
            results.put(body((count * run / runs)..<(count * (run + 1) / runs)), at: run)
        }
        return results.take()
    }

    /// A place for each result. Each is written by one run alone, and read after all have ended.
    private final class Results<Result: Sendable>: @unchecked Sendable {
        private let places: UnsafeMutableBufferPointer<Result?>

        init(_ count: Int) {
            places = .allocate(capacity: count)
            places.initialize(repeating: nil)
        }

        func put(_ result: Result, at run: Int) { places[run] = result }
        func take() -> [Result] { places.compactMap { $0 } }

        deinit {
            places.deinitialize()
            places.deallocate()
        }
    }
}
