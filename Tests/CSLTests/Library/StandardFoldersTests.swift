import Testing

@testable import CSL

@Suite struct StandardFoldersTests {
    private func folders(_ styles: [String], _ environment: [String: String]) -> [String] {
        StyleLibrary.standard(styles: styles, locales: [], environment: { environment[$0] }).styleFolders
    }

    @Test func givenFoldersComeFirstThenTheEnvironmentThenTheUserThenTheSystem() {
        let environment = ["HOME": "/home/u", "IBID_STYLES": "/a:/b", "XDG_DATA_HOME": "/data"]
        #expect(
            folders(["given"], environment) == [
                "given", "/a", "/b", "/data/ibid/styles", "/home/u/Zotero/styles",
                "/usr/share/citation-style-language/styles",
            ])
    }

    @Test func withoutXDGTheUsersOwnFolderServes() {
        #expect(folders([], ["HOME": "/home/u"]).first == "/home/u/.local/share/ibid/styles")
        #expect(folders([], [:]) == ["/usr/share/citation-style-language/styles"])
    }

    @Test func localesAreLookedForWithinAndBesideTheStyles() {
        let library = StyleLibrary.standard(styles: ["csl/styles"], locales: ["mine"], environment: { _ in nil })
        #expect(library.localeFolders.prefix(3) == ["mine", "csl/styles/locales", "csl/locales"])
    }
}
