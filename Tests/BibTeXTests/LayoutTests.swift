import BibTeX
import Formats
import Foundation
import Records
import TestKit
import Testing

/// What is not changed is written byte for byte.
@Suite struct LayoutTests {
    private func roundTrip(_ bytes: [UInt8], _ format: BibTeXFormat) throws -> [UInt8] {
        let kit = FormatContract(format, sample: [])
        let options = FormatOptions(["layout": "keep"])
        let result = try kit.read(bytes, options: options)
        return try kit.write(result.records, info: result.info, options: options).bytes
    }

    @Test(arguments: ["everyday.bibtex.in.bib", "everyday.biblatex.in.bib"])
    func keepsEveryByte(_ file: String) throws {
        let bytes = [UInt8](try Data(contentsOf: BibTeXTests.fixtures.appendingPathComponent(file)))
        let written = try roundTrip(bytes, BibTeXFormat())
        #expect(String(decoding: written, as: UTF8.self) == String(decoding: bytes, as: UTF8.self))
    }

    @Test(arguments: [
        "", "% only a comment\n", "@book{a,Title=\"X\"}  \n\n trailing text",
        "\r\n@String{x = {y}}\r\n@Article( k , title = x # x )\r\n",
    ])
    func keepsOddFiles(_ text: String) throws {
        #expect(String(decoding: try roundTrip(Array(text.utf8), .bibtex), as: UTF8.self) == text)
    }

    @Test(.enabled(if: Shared.isPresent, Comment(rawValue: Shared.absent)))
    func keepsEveryByteOfTheCorpora() throws {
        for folder in ["corpora/nasty/typst-valid", "corpora/nasty/tidy-biblatex", "corpora/nasty/biber"] {
            let url = try Shared.url(folder)
            for name in try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
            where name.hasSuffix(".bib") {
                let bytes = [UInt8](try Data(contentsOf: url.appendingPathComponent(name)))
                guard String(validating: bytes, as: UTF8.self) != nil, !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
                    continue
                }
                #expect(try roundTrip(bytes, BibTeXFormat()) == bytes, "\(folder)/\(name)")
            }
        }
    }
}
