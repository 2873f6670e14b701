import CSL
import Testing

@Suite struct StyleTests {
    @Test func anEmptyTextIsNoStyle() {
        #expect(throws: StyleError.self) { try Style(xml: []) }
    }
}
