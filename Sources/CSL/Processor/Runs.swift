internal import Parallel

/// Work on many items, cut into runs for the threads that may work at once.
enum Runs {
    /// No run is shorter: for fewer items another thread does not pay.
    static let shortest = 1_000

    /// What comes of each of `count` items, in their order.
    ///
    /// - Parameters:
    ///   - begin: makes what the items of a run are worked on with, given the place of the first.
    ///   - body: is given that and an item's place; for several runs at once.
    static func map<State, Result: Sendable>(
        _ count: Int, cores: Int, begin: @escaping @Sendable (Int) -> State,
        _ body: @escaping @Sendable (inout State, Int) -> Result
    ) -> [Result] {
        let runs = cores > 1 ? min(cores * 2, count / shortest) : 1
        return Cores.map(upTo: count, cores: cores, runs: max(1, runs), begin: begin, body)
    }
}
