import Parallel
import Testing

/// What is handed in is done once, on any number of threads, and the caller gets every result.
@Suite struct CrewTests {
    @Test(arguments: [0, 1, 3]) func everyJobIsDone(threads: Int) {
        let crew = Crew(threads: threads)
        defer { crew.end() }
        var jobs = (0..<500).map { number in crew.start { number * 2 } }[...]
        var results: [Int] = []
        while let job = jobs.first {
            guard let result = job.take() else {
                crew.help()
                continue
            }
            results.append(result)
            jobs.removeFirst()
        }
        #expect(results == (0..<500).map { $0 * 2 })
    }

    @Test(arguments: [0, 1, 3]) func whatGoesOnWithAResultIsDoneToo(threads: Int) {
        let crew = Crew(threads: threads)
        defer { crew.end() }
        for number in 0..<200 {
            let first = crew.start { number }
            var value = first.take()
            while value == nil {
                crew.help()
                value = first.take()
            }
            let second = crew.start(after: first) { [value] in (value ?? 0) + 1 }
            var next = second.take()
            while next == nil {
                crew.help()
                next = second.take()
            }
            #expect(next == number + 1)
        }
    }

    @Test func whatIsFurtherComesFirst() {
        let crew = Crew(threads: 0)
        let first = crew.start { 1 }
        crew.help()
        let second = crew.start { 2 }
        let third = crew.start(after: first) { 3 }
        crew.help()
        #expect(second.take() == nil)
        #expect(third.take() == 3)
        crew.end()
    }

    @Test func aCrewMayBeLetGoWithWorkLeft() {
        let crew = Crew(threads: 2)
        for number in 0..<100 { _ = crew.start { number } }
        crew.end()
    }
}
