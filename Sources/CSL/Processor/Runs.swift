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
        Cores.map(upTo: count, cores: cores, runs: number(count, cores), begin: begin, body)
    }

    /// What comes of each run, in their order.
    static func map<Result: Sendable>(
        _ count: Int, cores: Int, _ body: @escaping @Sendable (Range<Int>) -> Result
    ) -> [Result] {
        let runs = number(count, cores)
        let ranges = (0..<runs).map { (count * $0 / runs)..<(count * ($0 + 1) / runs) }
        return Cores.map(ranges, cores: cores, body)
    }

    private static func number(_ count: Int, _ cores: Int) -> Int {
        cores > 1 ? max(1, min(cores * 2, count / shortest)) : 1
    }
}
