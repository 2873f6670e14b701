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
