internal import Parallel
internal import Records

/// Takes pieces from the inputs to the output: each is read, parsed, given its keys, encoded and written.
///
/// The caller's thread reads, gives keys and writes, in order; parsing and encoding happen on any thread, for several pieces at
/// a time. What comes out, and what is said, is the same for any number of threads: what there is to say of a piece is said when
/// it is its turn to be written.
struct Pipeline {
    /// A piece that is under way, or why there is none.
    private struct Underway {
        var parsing: Crew.Result<Reading.Part>?
        /// How many bytes of the input it covers.
        var size = 0
        var failure: (any Error)?
        /// The part, once it has its keys, and until it has been said what there is to say of it.
        var part: Reading.Part?
        /// Records that are encoded when it is their turn.
        var runs: [Conversion.Encoding] = []
        var encoding: [Crew.Result<WriteSink>] = []
    }

    /// What this many pieces say of the collection is known when its beginning is written, or what fewer say that are as large
    /// as `mostBytes` together.
    private static let piecesBeforeBeginning = 4
    /// No further piece is read while those under way are as large as this together: a piece grows where no record ends.
    private static let mostBytes = 8 << 20

    private var reading: Reading
    private let crew: Crew
    private let writer: any RecordWriter
    private let most: Int
    private var underway: [Underway] = []
    /// How many of those have their keys.
    private var prepared = 0
    /// How many were prepared since the start, and how large they were together.
    private var number = 0
    private var preparedBytes = 0
    private var isAtEnd = false

    init(_ reading: Reading, _ crew: Crew, _ writer: any RecordWriter, cores: Int) {
        self.reading = reading
        self.crew = crew
        self.writer = writer
        most = max(Pipeline.piecesBeforeBeginning, cores + 2)
    }

    /// Does what is next. False when all is done.
    mutating func advance(_ run: inout Conversion.Run, to output: inout Output) throws -> Bool {
        if read() { return true }
        if prepare(&run) { return true }
        if try put(&run, to: &output) { return true }
        if underway.isEmpty { return false }
        crew.help()
        return true
    }

    /// Reads a piece, where there is room for one.
    private mutating func read() -> Bool {
        guard !isAtEnd, underway.count < most, underway.reduce(0, { $0 + $1.size }) < Pipeline.mostBytes else {
            return false
        }
        do {
            guard let piece = try reading.nextPiece() else {
                isAtEnd = true
                return true
            }
            underway.append(Underway(parsing: crew.start { piece.parse() }, size: piece.piece.size))
        } catch {
            underway.append(Underway(failure: error))
        }
        return true
    }

    /// Gives the next piece that was parsed its keys, and has it encoded.
    private mutating func prepare(_ run: inout Conversion.Run) -> Bool {
        guard prepared < underway.count else { return false }
        if underway[prepared].failure == nil {
            guard let parsing = underway[prepared].parsing, var part = parsing.take() else { return false }
            run.learn(part.batch.info, isLate: mayBegin)
            let runs = run.prepare(&part)
            underway[prepared].part = part
            if writer.isSequential {
                underway[prepared].runs = runs
            } else {
                underway[prepared].encoding = runs.map { [writer] run in
                    crew.start(after: parsing) { run.run(writer) }
                }
            }
        }
        preparedBytes += underway[prepared].size
        prepared += 1
        number += 1
        return true
    }

    /// Whether enough is known of the collection to write its beginning.
    private var mayBegin: Bool {
        number >= Pipeline.piecesBeforeBeginning || preparedBytes >= Pipeline.mostBytes
    }

    /// Says and writes what is next of the first piece.
    private mutating func put(_ run: inout Conversion.Run, to output: inout Output) throws -> Bool {
        let isAllPrepared = isAtEnd && prepared == underway.count
        guard prepared > 0, isAllPrepared || mayBegin else { return false }
        if let part = underway[0].part {
            underway[0].part = nil
            try run.take(part)
            try run.begin(&output)
        } else if !underway[0].runs.isEmpty {
            try run.put(encoded: underway[0].runs.removeFirst().run(writer), to: &output)
        } else if let next = underway[0].encoding.first {
            guard let sink = next.take() else { return false }
            underway[0].encoding.removeFirst()
            try run.put(encoded: sink, to: &output)
        } else {
            let failure = underway.removeFirst().failure
            prepared -= 1
            if let failure { try run.say(failure) }
        }
        return true
    }
}
