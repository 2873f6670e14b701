import Foundation
import Testing

/// The options of formats on the command line: one name means one thing, and none is hidden by an option of the command.
@Suite struct FormatOptionTests {
    private struct Format: Decodable {
        let id: String
        let options: [Option]
    }

    private struct Option: Decodable {
        let name: String
        let value: Value
    }

    /// "flag", "path", a word for any text, or the words that may stand there.
    private enum Value: Decodable, Equatable {
        case word(String)
        case words([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let words = try? container.decode([String].self) {
                self = .words(words)
            } else {
                self = .word(try container.decode(String.self))
            }
        }
    }

    private static func formats() throws -> [Format] {
        let outcome = try CommandUnderTest.shell(
            "ibid formats --json", input: Data(), in: FileManager.default.temporaryDirectory)
        return try JSONDecoder().decode([Format].self, from: Data(outcome.output.utf8))
    }

    @Test func oneNameTakesOneKindOfValue() throws {
        var first: [String: (format: String, takesValue: Bool)] = [:]
        for format in try Self.formats() {
            for option in format.options {
                let takesValue = option.value != .word("flag")
                let known = first[option.name] ?? (format.id, takesValue)
                #expect(
                    known.takesValue == takesValue, "--\(option.name) is a flag in one of \(known.format), \(format.id)"
                )
                first[option.name] = known
            }
        }
        #expect(!first.isEmpty)
    }

    @Test(arguments: ["convert", "cite", "check"]) func noneIsHiddenByAnOptionOfTheCommand(_ command: String) throws {
        let help = try CommandUnderTest.shell(
            "ibid help \(command)", input: Data(), in: FileManager.default.temporaryDirectory
        ).output
        let own = help.components(separatedBy: "\nOptions of formats\n")
        let sections = own[0] + (help.components(separatedBy: "\nOptions of every command\n").last ?? "")
        for option in try Self.formats().flatMap(\.options) {
            #expect(
                !sections.contains("--\(option.name) "), "ibid \(command) has an option --\(option.name) of its own")
        }
    }
}
