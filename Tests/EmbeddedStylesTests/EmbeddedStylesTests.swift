import EmbeddedStyles
import Foundation
import TestKit
import Testing

@Suite struct EmbeddedStylesTests {
    private static let folder = Checkout.root.appendingPathComponent("Styles")

    /// A style that is added to the folder needs its two lines in Sources/CEmbeddedStyles/styles.c.
    @Test func theListIsTheFolder() throws {
        let inFolder = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            $0.hasSuffix(".csl") || $0.hasSuffix(".xml")
        }
        #expect(Set(EmbeddedStyles.files.map(\.fileName)) == Set(inFolder))
        #expect(EmbeddedStyles.files.count == inFolder.count)
    }

    @Test(arguments: EmbeddedStyles.files.map(\.fileName))
    func embeddedBytesAreTheFile(_ name: String) throws {
        let file = try #require(EmbeddedStyles.files.first { $0.fileName == name })
        #expect(Data(file.bytes) == (try Data(contentsOf: Self.folder.appendingPathComponent(name))))
    }

    @Test func theDefaultStyleAndTheFallbackLocaleAreThere() {
        #expect(EmbeddedStyles.style(EmbeddedStyles.defaultStyle) != nil)
        #expect(EmbeddedStyles.styles.first?.name == EmbeddedStyles.defaultStyle)
        #expect(EmbeddedStyles.locale("en-US") != nil)
        #expect(EmbeddedStyles.locale("xx-XX") == nil)
        #expect(EmbeddedStyles.style("no-such-style") == nil)
    }
}
