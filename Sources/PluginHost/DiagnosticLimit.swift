internal import Formats

/// Diagnostics from outside, of which only so many are shown: a plugin may have a million of them.
struct DiagnosticLimit {
    private var shown: [Diagnostic] = []
    private var left = 0
    private var worst = Diagnostic.Severity.note
    private let most: Int

    init(most: Int = 1000) { self.most = most }

    mutating func add(_ diagnostic: Diagnostic) {
        if shown.count < most { return shown.append(diagnostic) }
        left += 1
        worst = max(worst, diagnostic.severity)
    }

    /// Those to be shown, and one that says how many were left out, as severe as the worst of them. Begins anew.
    mutating func take(from plugin: String) -> [Diagnostic] {
        if shown.isEmpty { return [] }
        defer {
            shown = []
            left = 0
            worst = .note
        }
        if left == 0 { return shown }
        return shown + [
            Diagnostic(
                worst, "plugin.too-many-messages", "the plugin “\(plugin)” has \(left) more messages; they are left out"
            )
        ]
    }
}

extension String {
    /// At most so many characters, and no control characters but spaces in their place: text from outside for a message.
    func tamed(_ most: Int = 2000) -> String {
        var tamed = String(
            String.UnicodeScalarView(
                unicodeScalars.prefix(most).map {
                    $0.properties.generalCategory == .control ? " " : $0
                }))
        if unicodeScalars.count > most { tamed += "…" }
        return tamed
    }
}
