import Parallel
import Testing

/// What is handed in is done once, on any number of threads, and the caller gets every result.
@Suite struct CrewTests {
    @Test(arguments: [0, 1, 3]) func everyJobIsDone(threads: Int) {
        let crew = Crew(threads: threads)
        defer { crew.end() }
        var jobs = (0..<500).map { number in crew.start(isUrgent: number % 3 == 0) { number * 2 } }[...]
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

    @Test func whatIsUrgentComesFirst() {
        let crew = Crew(threads: 0)
        let first = crew.start(isUrgent: false) { 1 }
        let second = crew.start(isUrgent: true) { 2 }
        crew.help()
        #expect(first.take() == nil)
        #expect(second.take() == 2)
        crew.end()
    }

    @Test func aCrewMayBeLetGoWithWorkLeft() {
        let crew = Crew(threads: 2)
        for number in 0..<100 { _ = crew.start(isUrgent: false) { number } }
        crew.end()
    }
}
