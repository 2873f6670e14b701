internal import CSL

#if canImport(Glibc)
    private import Glibc
#else
    private import Darwin
#endif

/// `csl-suite DIR [--locales DIR] [--verbose] [--only NAME]`: runs every fixture in DIR, and says last how many pass.
@main
struct Main {
    static func main() {
        var folder = ""
        var localeFolder = ""
        var only = ""
        var isVerbose = false
        var listsPassed = false
        var arguments = CommandLine.arguments.dropFirst()
        while let argument = arguments.popFirst() {
            switch argument {
            case "--verbose", "-v": isVerbose = true
            case "--passed": listsPassed = true
            case "--locales": localeFolder = arguments.popFirst() ?? ""
            case "--only": only = arguments.popFirst() ?? ""
            default: folder = argument
            }
        }
        guard !folder.isEmpty, let names = Files.names(in: folder) else {
            print("usage: csl-suite DIR [--locales DIR] [--verbose] [--passed] [--only NAME]")
            exit(2)
        }
        let locales = LocaleFolder(localeFolder.isEmpty ? "\(folder)/../locales" : localeFolder)
        var passed = 0
        var failed = 0
        for name in names.sorted() where name.hasSuffix(".txt") && (only.isEmpty || name.hasPrefix(only)) {
            guard let text = Files.text("\(folder)/\(name)") else { continue }
            let fixture = Fixture(name: String(name.dropLast(4)), text: text)
            guard let wanted = fixture["RESULT"] else { continue }
            let got: String
            do {
                got = try FixtureRun(fixture: fixture, locales: locales).output()
            } catch {
                got = "error: \(error)"
            }
            if trimmed(got) == trimmed(wanted) {
                passed += 1
                if listsPassed { print(fixture.name) }
            } else {
                failed += 1
                if !listsPassed { print(fixture.name) }
                if isVerbose { Difference.show(wanted: trimmed(wanted), got: trimmed(got)) }
            }
        }
        print("\(passed) passed, \(failed) failed")
        exit(failed == 0 ? 0 : 1)
    }

    /// Without white space at the ends.
    private static func trimmed(_ text: String) -> String {
        let isSpace = { (c: Character) in c == " " || c == "\n" || c == "\t" || c == "\r\n" }
        return String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}

/// What differs, line by line.
enum Difference {
    static func show(wanted: String, got: String) {
        let a = wanted.split(separator: "\n", omittingEmptySubsequences: false)
        let b = got.split(separator: "\n", omittingEmptySubsequences: false)
        for index in 0..<max(a.count, b.count) {
            let x = index < a.count ? a[index] : "(nothing)"
            let y = index < b.count ? b[index] : "(nothing)"
            if x != y { print("  want \(x)\n  got  \(y)") }
        }
    }
}
