import Testing

@testable import Parallel

/// Results come in the order of the items on any number of cores, and every item is mapped once.
@Suite struct CoresTests {
    @Test(arguments: [1, 2, 3, 8]) func resultsComeInOrder(cores: Int) {
        let items = Array(0..<1000)
        #expect(Cores.map(items, cores: cores) { $0 * 2 } == items.map { $0 * 2 })
        #expect(Cores.map([Int](), cores: cores) { $0 }.isEmpty)
        #expect(Cores.map([7], cores: cores) { "\($0)" } == ["7"])
    }

    @Test(arguments: [1, 4]) func itemsAreGivenUpWhenTheyAreMapped(cores: Int) {
        final class Item: Sendable {}
        struct Weak: @unchecked Sendable { weak var item: Item? }
        let seen = Cores.map((0..<50).map { _ in Item() }, cores: cores) { Weak(item: $0) }
        #expect(seen.allSatisfy { $0.item == nil })
    }
}
