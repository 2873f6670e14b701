internal import CSL
internal import CSLJSON
internal import Formats
internal import Glibc
internal import Records

/// `csl-insertions STYLE LOCALES RECORDS`: CPU milliseconds for inserting one citation into a document of 1,000.
///
/// The document cites the first 1,000 records, each in a citation of its own; inserted are citations of further records and of
/// cited ones, spread over the text. Prints the median and the most.
@main
struct Main {
    static let citations = 1_000
    static let insertions = 100

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4 else {
            print("usage: csl-insertions STYLE LOCALES RECORDS")
            exit(2)
        }
        let library = StyleLibrary(locales: [arguments[2]])
        let style = try library.find(arguments[1]).style
        let processor = CitationProcessor(style: style, locales: try library.locales(for: style.defaultLocale))
        let records = try records(arguments[3])
        guard records.count >= citations + insertions else {
            print("there are only \(records.count) records")
            exit(2)
        }
        var document = processor.document(records)
        document.cite(
            (0..<citations).map { index in
                Cluster(
                    id: "\(index)", cites: [Cite(records[index].key)], note: processor.style.isNote ? index + 1 : 0)
            })
        _ = document.citations()
        var times: [Double] = []
        for index in 0..<insertions {
            // Every other one cites what is cited already.
            let record = records[index % 2 == 0 ? citations + index : index * 7 % citations]
            let place = index * 37 % citations
            let cluster = Cluster(
                id: "new-\(index)", cites: [Cite(record.key)], note: processor.style.isNote ? place + 1 : 0)
            let start = milliseconds()
            _ = document.insert(cluster, at: place)
            times.append(milliseconds() - start)
            _ = document.remove(id: cluster.id)
        }
        times.sort()
        print("\(rounded(times[insertions / 2])) \(rounded(times[insertions - 1]))")
    }

    private static func records(_ path: String) throws -> [Record] {
        var reading = Reading([Reading.Source(try Input(path: path), CSLJSONFormat())])
        var records: [Record] = []
        while let parts = try reading.next() {
            for part in parts { records += part.batch.records }
        }
        return records
    }

    private static func milliseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
    }

    private static func rounded(_ time: Double) -> Double { (time * 100).rounded() / 100 }
}
