private import Dispatch
private import Synchronization

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// Work on several cores. What comes of it does not depend on their number.
///
///     Cores.map(pieces) { $0.parse() }    // the results, in the order of the pieces
public enum Cores {
    /// How many there are; `IBID_CORES` sets it lower or higher.
    public static let count: Int = {
        if let text = getenv("IBID_CORES"), let number = Int(String(cString: text)), number > 0 {
            return min(number, 64)
        }
        return max(1, min(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 16))
    }()

    /// Maps in parallel, in order.
    @inlinable
    public static func map<T: Sendable, R: Sendable>(
        _ items: [T], cores: Int = Cores.count, _ transform: @escaping @Sendable (T) -> R
    ) -> [R] {
        run(over: items, cores: min(cores, items.count), transform)
    }

    /// Maps the numbers from 0 up to `count` in parallel, in order, in runs of neighbours, each of which keeps a state.
    ///
    /// - Parameters:
    ///   - runs: how many runs they are cut into.
    ///   - begin: makes the state of a run, given its first number.
    @inlinable
    public static func map<State, R: Sendable>(
        upTo count: Int, cores: Int, runs: Int, begin: @escaping @Sendable (Int) -> State,
        _ transform: @escaping @Sendable (inout State, Int) -> R
    ) -> [R] {
        // Every index is in one run, which puts its result in; `run` returns when all runs are done.
        [R](unsafeUninitializedCapacity: count) { buffer, made in
            nonisolated(unsafe) let results = buffer
            run(runs, cores: min(cores, runs)) { run in
                let range = (count * run / runs)..<(count * (run + 1) / runs)
                var state = begin(range.lowerBound)
                for index in range { results.initializeElement(at: index, to: transform(&state, index)) }
            }
            made = count
        }
    }

    // Inlined, so that what is generic is made for the types at hand when the program is built, not when it runs.
    @inlinable
    static func run<T: Sendable, R: Sendable>(
        over items: consuming [T], cores: Int, _ transform: @escaping @Sendable (T) -> R
    ) -> [R] {
        let count = items.count
        // Every index is visited once and by one thread: it moves its item out and puts its result in. `run` returns when
        // all have been.
        nonisolated(unsafe) let places = UnsafeMutablePointer<T>.allocate(capacity: count)
        places.initialize(from: items, count: count)
        items = []
        defer { places.deallocate() }
        return [R](unsafeUninitializedCapacity: count) { buffer, made in
            nonisolated(unsafe) let results = buffer
            run(count, cores: cores) { index in
                results.initializeElement(at: index, to: transform((places + index).move()))
            }
            made = count
        }
    }

    /// Does something for every index from 0 up to `count`, on the caller's thread and as many others as there are cores
    /// besides.
    @usableFromInline
    static func run(
        _ count: Int, cores: Int, _ body: @escaping @Sendable (Int) -> Void
    ) {
        guard cores > 1, count > 0 else {
            for index in 0..<count { body(index) }
            return
        }
        let turn = Turn(count)
        let group = DispatchGroup()
        for _ in 0..<min(cores - 1, count) {
            DispatchQueue.global().async(group: group) { turn.run(body) }
        }
        turn.run(body)
        group.wait()
    }

    /// Gives out the indices, each to one thread.
    private final class Turn: Sendable {
        private let count: Int
        private let next = Atomic(0)

        init(_ count: Int) { self.count = count }

        func run(_ body: (Int) -> Void) {
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                body(index)
            }
        }
    }
}
