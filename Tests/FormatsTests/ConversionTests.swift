import Formats
import Records
import Testing

@Suite struct ConversionTests {
    /// A line a record: its title. A line that begins with "!" is an error. Written as it was read.
    private struct Lines: Format {
        var whole = false
        let descriptor = FormatDescriptor(id: "lines", title: "Lines", summary: "", canRead: true, canWrite: true)

        func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader {
            Reader(
                pieces: TextPieces(input, pieceSize: 100) { bytes in
                    bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
                })
        }

        func makeWriter(options: FormatOptions) throws -> any RecordWriter { Writer(needsAllRecords: whole) }

        struct Reader: RecordReader {
            var pieces: TextPieces
            mutating func next() throws(InputError) -> Piece? {
                guard let piece = try pieces.next() else { return nil }
                return Piece(size: piece.bytes.count) {
                    var batch = Batch(diagnostics: piece.diagnostics)
                    for line in String(decoding: piece.bytes, as: UTF8.self).split(separator: "\n") {
                        if line.hasPrefix("!") {
                            batch.diagnostics.append(Diagnostic(.error, "lines.bad", String(line)))
                        } else {
                            var record = Record(key: String(line))
                            record[.title] = Text(String(line))
                            batch.records.append(record)
                        }
                    }
                    return batch
                }
            }
        }

        struct Writer: RecordWriter {
            let needsAllRecords: Bool
            var separator: [UInt8] { [UInt8(ascii: ",")] }
            func begin(_ head: CollectionHead, into sink: inout WriteSink) { sink.write("[\(head.records.count):") }
            func write(_ record: Record, into sink: inout WriteSink) { sink.write(record[.title]?.string ?? "-") }
            func end(_ head: CollectionHead, into sink: inout WriteSink) { sink.write("]") }
        }
    }

    private func convert(_ text: String, whole: Bool = false, strict: Bool = false, cores: Int = 1) throws -> (
        String, [Diagnostic]
    ) {
        var conversion = Conversion()
        conversion.strict = strict
        conversion.cores = cores
        var output = Output.memory()
        var said: [Diagnostic] = []
        let format = Lines(whole: whole)
        _ = try conversion.run(
            [.init(Input(text: text), format)], to: try format.makeWriter(options: FormatOptions()), output: &output
        ) { said.append($0) }
        return (String(decoding: output.takeBytes(), as: UTF8.self), said)
    }

    @Test func recordsComeOutInOrderOnAnyNumberOfCores() throws {
        let lines = (0..<5000).map { "line\($0)" }
        let one = try convert(lines.joined(separator: "\n"))
        let four = try convert(lines.joined(separator: "\n"), cores: 4)
        #expect(one.0 == "[0:" + lines.joined(separator: ",") + "]")
        #expect(four.0 == one.0)
    }

    /// What is said of a piece comes in the order of the pieces, whatever is under way.
    @Test func diagnosticsComeInOrderOnAnyNumberOfCores() throws {
        let text = (0..<2000).map { $0 % 7 == 0 ? "!\($0)" : "line\($0)" }.joined(separator: "\n")
        let one = try convert(text)
        let four = try convert(text, cores: 4)
        #expect(one.1.map(\.message) == (0..<2000).filter { $0 % 7 == 0 }.map { "!\($0)" })
        #expect(four.1 == one.1)
        #expect(four.0 == one.0)
    }

    @Test func nothingIsStillAWholeOutput() throws {
        #expect(try convert("").0 == "[0:]")
    }

    @Test func anErrorIsSaidAndTheRestGoesOn() throws {
        let result = try convert("a\n!b\nc")
        #expect(result.0 == "[0:a,c]")
        #expect(result.1.map(\.code) == ["lines.bad"])
    }

    @Test func strictStopsAtTheFirstError() {
        #expect(throws: Conversion.Stopped.self) { try convert("a\n!b\nc", strict: true) }
    }

    @Test func aWriterThatNeedsAllRecordsGetsThem() throws {
        #expect(try convert("a\nb\nc", whole: true).0 == "[3:a,b,c]")
    }

    /// A reader and a writer that give up, as one from outside may.
    private struct Broken: Format {
        let descriptor = FormatDescriptor(id: "broken", title: "Broken", summary: "", canRead: true, canWrite: true)

        func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader { Reader() }
        func makeWriter(options: FormatOptions) throws -> any RecordWriter { Writer() }

        struct Reader: RecordReader {
            mutating func next() throws(InputError) -> Piece? {
                Piece(Batch(records: [Record(key: "a")], failure: Diagnostic(.error, "broken.off", "broke off")))
            }
        }

        struct Writer: RecordWriter {
            let isSequential = true
            func write(_ record: Record, into sink: inout WriteSink) {
                sink.failure = Diagnostic(.error, "broken.full", "is full")
            }
        }
    }

    @Test func aReaderThatBreaksOffEndsTheWork() throws {
        var output = Output.memory()
        var said: [String] = []
        let writer = try Lines().makeWriter(options: FormatOptions())
        #expect(throws: Conversion.Failed.self) {
            _ = try Conversion().run([.init(Input(text: ""), Broken())], to: writer, output: &output) {
                said.append($0.code)
            }
        }
        #expect(said == ["broken.off"])
    }

    @Test func aWriterThatBreaksOffEndsTheWork() throws {
        var output = Output.memory()
        var said: [String] = []
        let writer = try Broken().makeWriter(options: FormatOptions())
        #expect(throws: Conversion.Failed.self) {
            _ = try Conversion().run([.init(Input(text: "a\n"), Lines())], to: writer, output: &output) {
                said.append($0.code)
            }
        }
        #expect(said == ["broken.full"])
    }
}

/// What is learned of the collection before its beginning is written, and after.
@Suite struct CollectionInfoTests {
    /// A piece a title, which it says of the collection.
    private struct Titles: Format {
        let titles: [String]
        var descriptor: FormatDescriptor {
            FormatDescriptor(id: "titles", title: "Titles", summary: "", canRead: true, canWrite: true)
        }
        func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader {
            Reader(titles: titles[...])
        }
        func makeWriter(options: FormatOptions) throws -> any RecordWriter { Writer() }

        struct Reader: RecordReader {
            var titles: ArraySlice<String>
            mutating func next() throws(InputError) -> Piece? {
                titles.popFirst().map { title in
                    let kept = Kept(format: "titles", name: "title", value: title)
                    return Piece(Batch(records: [Record(key: title)], info: CollectionInfo(kept: [kept])))
                }
            }
        }

        struct Writer: RecordWriter {
            func begin(_ head: CollectionHead, into sink: inout WriteSink) { write("begin", head.info, into: &sink) }
            func write(_ record: Record, into sink: inout WriteSink) { sink.write("\(record.key) ") }
            func end(_ head: CollectionHead, into sink: inout WriteSink) {
                write("late", head.late, into: &sink)
                write("all", head.info, into: &sink)
            }
            private func write(_ word: String, _ info: CollectionInfo, into sink: inout WriteSink) {
                sink.write("\(word):\(info.kept.map(\.value).joined()) ")
            }
        }
    }

    private func run(_ titles: [String], cores: Int) throws -> String {
        var conversion = Conversion()
        conversion.cores = cores
        var output = Output.memory()
        _ = try conversion.run(
            [.init(Input(text: ""), Titles(titles: titles))], to: Titles.Writer(), output: &output
        ) { _ in }
        return String(decoding: output.takeBytes(), as: UTF8.self)
    }

    @Test(arguments: [1, 2, 5]) func whatComesLateIsToldAtTheEnd(_ cores: Int) throws {
        #expect(try run(["a", "b"], cores: cores) == "begin:ab a b late: all:ab ")
        #expect(
            try run(["a", "b", "c", "d", "e", "f"], cores: cores) == "begin:abcd a b c d e f late:ef all:abcdef ")
    }
}

/// What a writer puts before all records, and what it says between them.
@Suite struct FrontTests {
    private struct Fronted: Format {
        var descriptor: FormatDescriptor {
            FormatDescriptor(id: "fronted", title: "Fronted", summary: "", canRead: false, canWrite: true)
        }
        func makeWriter(options: FormatOptions) throws -> any RecordWriter { Writer() }

        struct Writer: RecordWriter {
            var writesFront: Bool { true }
            func begin(_ head: CollectionHead, into sink: inout WriteSink) { sink.write("begin \(head.hasFront)\n") }
            func beginRecords(_ head: CollectionHead, into sink: inout WriteSink) { sink.write("-- \(head.hasBody)\n") }
            func write(_ record: Record, into sink: inout WriteSink) {}
            func write(_ record: Record, after previous: Record?, into sink: inout WriteSink) {
                sink.front += Array("front \(record.key)\n".utf8)
                sink.write("\(record.key) after \(previous?.key ?? "-")\n")
            }
            func end(_ head: CollectionHead, after last: Record?, into sink: inout WriteSink) {
                sink.write("end after \(last?.key ?? "-")\n")
            }
        }
    }

    private struct Numbers: Format {
        let count: Int
        var descriptor: FormatDescriptor {
            FormatDescriptor(id: "numbers", title: "Numbers", summary: "", canRead: true, canWrite: false)
        }
        func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader { Reader(count: count) }

        struct Reader: RecordReader {
            let count: Int
            var at = 0
            mutating func next() throws(InputError) -> Piece? {
                guard at < count else { return nil }
                let range = at..<min(count, at + 1000)
                at = range.upperBound
                return Piece(Batch(records: range.map { Record(key: "k\($0)") }))
            }
        }
    }

    private func run(_ count: Int, cores: Int) throws -> [Substring] {
        var conversion = Conversion()
        conversion.cores = cores
        var output = Output.memory()
        _ = try conversion.run(
            [.init(Input(text: ""), Numbers(count: count))], to: Fronted.Writer(), output: &output
        ) { _ in }
        return String(decoding: output.takeBytes(), as: UTF8.self).split(separator: "\n")
    }

    @Test func theFrontStandsBeforeAllRecords() throws {
        #expect(
            try run(2, cores: 1) == [
                "begin true", "front k0", "front k1", "-- true", "k0 after -", "k1 after k0", "end after k1",
            ])
        #expect(try run(0, cores: 1) == ["begin false", "-- false", "end after -"])
    }

    /// More than stays in memory, on one core and on two.
    @Test func manyRecordsComeInTheirOrder() throws {
        let count = 120_000
        let lines = try run(count, cores: 2)
        #expect(lines == (try run(count, cores: 1)))
        #expect(lines.count == 2 * count + 3)
        #expect(lines[count] == "front k\(count - 1)")
        #expect(lines[count + 2] == "k0 after -")
        #expect(lines[2 * count + 1] == "k\(count - 1) after k\(count - 2)")
    }
}
