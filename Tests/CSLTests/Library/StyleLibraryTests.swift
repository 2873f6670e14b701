import CSL
import Foundation
import TestKit
import Testing

@Suite struct StyleLibraryTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

    private let library = StyleLibrary(styles: [folder.appendingPathComponent("styles").path])

    private func code(of wanted: String, in library: StyleLibrary) -> String? {
        do throws(StyleError) {
            _ = try library.find(wanted)
            return nil
        } catch { return error.first.code }
    }

    @Test(arguments: [
        "journal-of-examples", "journal-of-examples.csl", "http://example.org/styles/journal-of-examples",
    ])
    func aStyleIsFoundByNameFileAndID(_ wanted: String) throws {
        let found = try library.find(wanted)
        #expect(found.name == "journal-of-examples")
        #expect(found.style.info.title == "Journal of Examples")
        #expect(found.style.defaultLocale == "de-AT")
        #expect(found.parentName == nil)
    }

    @Test func aPathIsReadAsItIs() throws {
        let path = Self.folder.appendingPathComponent("other/journal-of-examples.csl").path
        #expect(try library.find(path).style.info.title == "Hidden by the first folder")
    }

    @Test func theFirstFolderComesFirst() throws {
        let folders = ["other", "styles"].map { Self.folder.appendingPathComponent($0).path }
        let found = try StyleLibrary(styles: folders).find("journal-of-examples")
        #expect(found.style.info.title == "Hidden by the first folder")
    }

    @Test func aDependentStyleTakesItsParentsContent() throws {
        let found = try library.find("annals-of-examples")
        #expect(found.style.info.title == "Annals of Examples")
        #expect(found.style.defaultLocale == "fr-FR")
        #expect(found.parentName == "journal-of-examples")
        #expect(!found.style.isNote)
    }

    @Test func aParentIsFoundByItsIDUnderAnotherFileName() throws {
        let found = try library.find("annals-elsewhere")
        #expect(found.parentName == "renamed")
        #expect(found.style.isNote)
    }

    @Test(arguments: [
        ("orphan", "csl.missing-parent"), ("own-parent", "csl.dependent-parent"), ("rubbish", "csl.xml"),
        ("doctype", "csl.doctype"), ("no-such-style", "csl.unknown-style"), ("./no/such/file.csl", "csl.unreadable"),
        ("/", "csl.unreadable"), ("http://example.org/styles/unheard-of", "csl.unknown-style"),
    ])
    func whatCannotBeUsedIsAnError(_ wanted: String, _ expected: String) {
        #expect(code(of: wanted, in: library) == expected)
    }

    @Test(arguments: [
        ("jurnal-of-examples", "“journal-of-examples”"), ("journal", "“journal-of-samples”"),
        ("samples", "“journal-of-samples”"), ("Journal of Samples", "“journal-of-samples”"),
        ("archival-note", "“archival-notes”"),
    ])
    func anUnknownNameGetsTheNearest(_ wanted: String, _ expected: String) {
        do throws(StyleError) {
            _ = try library.find(wanted)
            Issue.record("found \(wanted)")
        } catch { #expect(error.first.hint.contains(expected), "\(error.first.hint)") }
    }

    @Test func theEmbeddedStylesAreAlwaysThere() throws {
        let found = try StyleLibrary().find(StyleLibrary.defaultStyle)
        #expect(found.path == nil)
        #expect(found.style.isNote)
        #expect(found.style.hasBibliography)
    }

    @Test func theListHasEveryStyleOnceAndNoRubbish() {
        let folders = ["styles", "other"].map { Self.folder.appendingPathComponent($0).path }
        let list = StyleLibrary(styles: folders).styles()
        #expect(
            list.map(\.name) == [
                "annals-elsewhere", "annals-of-examples", "archival-author-date", "archival-notes",
                "journal-of-examples", "journal-of-samples", "national-archives", "orphan", "own-parent", "renamed",
                "wilson-center",
            ])
        #expect(list.first { $0.name == "journal-of-examples" }?.info.title == "Journal of Examples")
        #expect(list.first { $0.name == "archival-notes" }?.isNote == true)
    }

    @Test(arguments: [
        (["samples"], ["journal-of-samples"]), (["journal", "history"], ["journal-of-examples"]),
        (["SPECIMENS"], ["journal-of-samples"]), (["1234-5678"], ["journal-of-samples"]),
        (["author-date example"], ["journal-of-examples"]), (["nothing of the kind"], []),
    ])
    func wordsAreLookedForInTitleFieldFormatAndISSN(_ words: [String], _ expected: [String]) {
        #expect(library.styles(matching: words).map(\.name) == expected)
    }

    @Test(arguments: [
        ("de-AT", ["de-AT", "de-DE", "en-US"]), ("de_at", ["de-AT", "de-DE", "en-US"]), ("de", ["de-DE", "en-US"]),
        ("de-CH", ["de-DE", "en-US"]), ("ast", ["ast-ES", "en-US"]), ("fr-FR", ["en-US"]), ("", ["en-US"]),
        ("../../etc/passwd", ["en-US"]), ("en-GB", ["en-US"]),
    ])
    func localesFallBackToThePrimaryDialectAndToEnglish(_ tag: String, _ expected: [String]) throws {
        #expect(try library.locales(for: tag).map(\.language) == expected)
    }

    @Test func allTagsAreListed() {
        #expect(library.localeTags() == ["ast-ES", "de-AT", "de-DE", "en-US"])
    }

    @Test(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
    func everyPublicStyleIsListedWithATitle() throws {
        let folder = try Shared.url("csl/styles")
        let list = StyleLibrary(styles: [folder.path]).styles().filter { $0.path != nil }
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".csl") }
        #expect(list.count == files.count)
        #expect(list.allSatisfy { !$0.info.title.isEmpty && !$0.info.id.isEmpty })
    }

    @Test(.enabled(if: Shared.isPresent, "\(Shared.absent)"))
    func everyDependentStyleFindsItsParentOrSaysThatItIsNotThere() throws {
        let folder = try Shared.url("csl/styles")
        let library = StyleLibrary(styles: [folder.path])
        var missing = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent("dependent").path)
            .sorted().prefix(40)
        {
            do throws(StyleError) {
                #expect(try library.find(name).parentName != nil)
            } catch {
                #expect(error.first.code == "csl.missing-parent", "\(name): \(error)")
                missing += 1
            }
        }
        #expect(missing < 10)
    }
}
