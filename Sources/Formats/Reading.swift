private import Dispatch
private import Synchronization

/// Reads one or more inputs: pieces are parsed on all cores and come out in order.
public struct Reading {
    /// One input with the format that reads it.
    public struct Source {
        public let input: Input
        public let format: any Format
        public let options: FormatOptions

        public init(_ input: Input, _ format: any Format, options: FormatOptions = FormatOptions()) {
            self.input = input
            self.format = format
            self.options = options
        }
    }

    /// A parsed piece and where it came from.
    public struct Part: Sendable {
        public var batch: Batch
        public let source: String
        public let size: Int
    }

    private var sources: ArraySlice<Source>
    private var reader: (any RecordReader)?
    private var name = ""
    private let cores: Int

    /// - Parameter cores: how many threads parse; the result is the same for any number.
    public init(_ sources: [Source], cores: Int = Cores.count) {
        self.sources = sources[...]
        self.cores = max(1, cores)
    }

    /// The next parts, in order; nil after the last. An input that fails to read throws; the next call goes on with the
    /// one after it.
    public mutating func next() throws -> [Part]? {
        guard let pieces = try nextPieces() else { return nil }
        return Cores.map(pieces, cores: cores) { $0.parse() }
    }

    /// A piece that is not parsed yet, with the name of its input.
    struct Unparsed: Sendable {
        let piece: Piece
        let source: String

        func parse() -> Part { Part(batch: piece.parse(), source: source, size: piece.size) }
    }

    /// The next pieces, as many as the cores can parse at a time; as `next`.
    mutating func nextPieces() throws -> [Unparsed]? {
        var pieces: [Unparsed] = []
        while pieces.count < cores * 2 {
            if reader == nil {
                guard let source = sources.popFirst() else { break }
                name = source.input.name
                reader = try source.format.makeReader(source.input, options: source.options)
            }
            do {
                if let piece = try reader?.next() {
                    pieces.append(Unparsed(piece: piece, source: name))
                } else {
                    reader = nil
                }
            } catch {
                reader = nil
                if pieces.isEmpty { throw error }
                pieces.append(Unparsed(piece: Piece(Batch(diagnostics: [error.diagnostic])), source: name))
            }
        }
        return pieces.isEmpty ? nil : pieces
    }
}

/// Work on several cores.
public enum Cores {
    /// How many there are; `IBID_CORES` sets it lower or higher.
    public static let count: Int = {
        if let text = environment("IBID_CORES"), let number = Int(text), number > 0 { return min(number, 64) }
        return max(1, min(processorCount(), 16))
    }()

    /// Maps in parallel, in order.
    public static func map<T: Sendable, R: Sendable>(
        _ items: [T], cores: Int = Cores.count, _ transform: @escaping @Sendable (T) -> R
    ) -> [R] {
        map(items, cores: cores, meanwhile: {}, transform).results
    }

    /// Maps in parallel, in order, while the caller's thread does something else first and then helps. Each item is given up
    /// by the thread that mapped it.
    static func map<T: Sendable, R: Sendable, Other>(
        _ items: consuming [T], cores: Int, meanwhile other: () -> Other, _ transform: @escaping @Sendable (T) -> R
    ) -> (results: [R], other: Other) {
        guard cores > 1, !items.isEmpty else {
            let value = other()
            return (items.map(transform), value)
        }
        let work = Work(consume items, transform)
        let group = DispatchGroup()
        for _ in 0..<min(cores - 1, work.count) {
            DispatchQueue.global().async(group: group) { work.run() }
        }
        let value = other()
        work.run()
        group.wait()
        return (work.take(), value)
    }

    /// Items and a place for each result: each is taken by one thread, in turn.
    private final class Work<T: Sendable, R: Sendable>: @unchecked Sendable {
        // Each index is touched by one thread alone, and read after all have ended.
        private let items: UnsafeMutableBufferPointer<T?>
        private let results: UnsafeMutableBufferPointer<R?>
        private let next = Atomic(0)
        private let transform: @Sendable (T) -> R

        var count: Int { items.count }

        init(_ all: [T], _ transform: @escaping @Sendable (T) -> R) {
            items = .allocate(capacity: all.count)
            for (index, item) in all.enumerated() { items.initializeElement(at: index, to: item) }
            results = .allocate(capacity: all.count)
            results.initialize(repeating: nil)
            self.transform = transform
        }

        func run() {
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < items.count, let item = items[index] else { return }
                items[index] = nil
                results[index] = transform(item)
            }
        }

        func take() -> [R] { results.compactMap { $0 } }

        deinit {
            items.deinitialize()
            items.deallocate()
            results.deinitialize()
            results.deallocate()
        }
    }
}
