private import Dispatch

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
        var pieces: [(piece: Piece, source: String)] = []
        while pieces.count < cores * 2 {
            if reader == nil {
                guard let source = sources.popFirst() else { break }
                name = source.input.name
                reader = try source.format.makeReader(source.input, options: source.options)
            }
            do {
                if let piece = try reader?.next() {
                    pieces.append((piece, name))
                } else {
                    reader = nil
                }
            } catch {
                reader = nil
                if pieces.isEmpty { throw error }
                pieces.append((Piece(Batch(diagnostics: [error.diagnostic])), name))
            }
        }
        if pieces.isEmpty { return nil }
        let batches = Cores.map(pieces, cores: cores) { $0.piece.parse() }
        return zip(pieces, batches).map { Part(batch: $1, source: $0.source, size: $0.piece.size) }
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
        guard cores > 1, items.count > 1 else { return items.map(transform) }
        let results = Results<R>(items.count)
        DispatchQueue.concurrentPerform(iterations: items.count) { index in
            results.put(transform(items[index]), at: index)
        }
        return results.take()
    }

    /// A place for each result, written once by whoever makes it.
    private final class Results<R: Sendable>: @unchecked Sendable {
        // Each index is written by one iteration alone, and read after all have ended.
        private let slots: UnsafeMutableBufferPointer<R?>

        init(_ count: Int) {
            slots = .allocate(capacity: count)
            slots.initialize(repeating: nil)
        }

        func put(_ value: R, at index: Int) { slots[index] = value }
        func take() -> [R] { slots.compactMap { $0 } }

        deinit {
            slots.deinitialize()
            slots.deallocate()
        }
    }
}
