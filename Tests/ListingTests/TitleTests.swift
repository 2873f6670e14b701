import Foundation
import Records
import TestKit
import Testing

@testable import Listing

/// Titles in many forms, each with what is taken from it: titles.list beside titles.expected.
@Suite struct TitleTests {
    private let fixtures = Checkout.root.appendingPathComponent("Tests/ListingTests/Fixtures")

    private func describe(_ title: String) -> String {
        let found = TitleAnalysis(title, grammar: .embedded)
        var lines = [
            title,
            "    genre: \(found.genre.isEmpty ? "none" : "\(found.genre) (\(found.genreWords), \(found.certainty))")",
        ]
        func add(_ label: String, _ value: String) { if !value.isEmpty { lines.append("    \(label): \(value)") } }
        add("number", found.number)
        for (label, names) in [
            ("creator", found.creators), ("recipient", found.recipients), ("participant", found.participants),
        ] {
            for name in names {
                let text = name.literal.isEmpty ? "\(name.family), \(name.given)" : name.literal
                add(label, "\(text) [\(name.kind)] \(name.role)")
            }
        }
        add("event", found.eventDate?.edtf ?? "")
        add("coverage", found.coverage?.edtf ?? "")
        add(found.parent?.kind.name ?? "", found.parent?.title.string ?? "")
        add("short", found.shortTitle)
        return lines.joined(separator: "\n")
    }

    @Test func titlesInManyForms() throws {
        let text = try String(contentsOf: fixtures.appendingPathComponent("titles.list"), encoding: .utf8)
        let titles = text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
        let described = titles.map(describe).joined(separator: "\n") + "\n"
        try expectGolden(Array(described.utf8), at: fixtures.appendingPathComponent("titles.expected"))
    }

    /// What looks like a form and is none: nobody is named.
    @Test(arguments: [
        "Telegram from Freedonia City and Pyongyang to Bucharest", "Report of the Conversation",
        "Outline of the Understanding",
        "Letter from the Collection on Tractors", "Report on the Improvement of Tractors by 1960",
        "The Question of a Conference of the Five Powers", "Regarding the Approval of Requests to Go to Sylvania",
        "Minutes", "Resolution on Certain Questions in the History of Our Party", "",
    ])
    func nobodyIsNamed(_ title: String) {
        let found = TitleAnalysis(title, grammar: .embedded)
        #expect(found.creators.isEmpty && found.recipients.isEmpty)
    }

    @Test func aSummaryGivesParticipantsOnly() {
        let summary = SummaryAnalysis(
            "Martin, the Freedonian ambassador to Sylvania, speaks. Zhu De discusses tractors, to which Martin responds. "
                + "However, Baranov was ill. The talks are with Chen Yi and Zhou Enlai. Topics discussed include railways.",
            known: [], event: "conversation", grammar: .embedded)
        #expect(summary.participants.map { $0.given + $0.family } == ["Martin", "DeZhu", "YiChen", "EnlaiZhou"])
        #expect(summary.participants.allSatisfy { $0.evidence == .summary && $0.certainty == .medium })
        #expect(summary.participants.first?.role == "party to the conversation; Freedonian ambassador to Sylvania")
    }

    @Test func aLongTitleEndsSoon() {
        let title =
            "Letter from " + String(repeating: "the Minister of Foreign Affairs, and ", count: 500)
            + "Baranov to Firefly"
        #expect(TitleAnalysis(title, grammar: .embedded).genre == "letter")
    }
}
