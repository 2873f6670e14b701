internal import Parallel

/// Work on many items, cut into runs for the threads that may work at once.
enum Runs {
    /// No run is shorter: for fewer items another thread does not pay.
    static let shortest = 500

    /// What comes of each run, in their order.
    ///
    /// - Parameter body: is given the places of a run, from 0 up to `count`; for several runs at once.
    static func map<Result: Sendable>(
        _ count: Int, cores: Int, _ body: @escaping @Sendable (Range<Int>) -> Result
    ) -> [Result] {
        let runs = cores > 1 ? min(cores * 2, count / shortest) : 1
        if runs < 2 { return [body(0..<count)] }
        return Cores.map((0..<runs).map { (count * $0 / runs)..<(count * ($0 + 1) / runs) }, cores: cores, body)
    }
}
