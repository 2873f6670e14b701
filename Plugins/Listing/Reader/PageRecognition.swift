internal import Formats

/// How sure it is, from its first bytes, that an input is a listing or document page.
struct PageRecognition {
    let confidence: FormatDescriptor.Confidence

    private static let mostLines = 200

    init(_ head: UnsafeBufferPointer<UInt8>) {
        let text = String(decoding: PageRecognition.narrow(head.prefix(1 << 14)), as: UTF8.self)
        let start = text.trimmed.drop { $0 == "\u{FEFF}" }
        guard let first = start.first, !"{[@%".contains(first) else {
            confidence = .no
            return
        }
        if first == "<" {
            let opening = start.prefix(2000).lowercased()
            let isHTML =
                opening.hasPrefix("<!doctype html") || opening.contains("<html") || opening.contains("<body")
                || opening.hasPrefix("<div") || opening.hasPrefix("<ul") || opening.hasPrefix("<article")
            confidence = isHTML && !opening.contains("<tei") ? .likely : .no
            return
        }
        let profile = Profiles.standard
        let reading = BlockReading(profile: profile)
        var dates = 0
        var furniture = 0
        var lines = 0
        for line in start.split(whereSeparator: \.isNewline).prefix(PageRecognition.mostLines) {
            let text = line.drop { $0.isWhitespace || "•*-–—·".contains($0) }
            guard !text.isEmpty, text.utf8.count < 4000 else { continue }
            lines += 1
            if text.utf8.count > 120 { continue }
            if reading.date(String(text.trimmed)) != nil || reading.dateAndTitle(String(text.trimmed)) != nil {
                dates += 1
            }
            let normalized = LinePattern.normalized(String(text))
            if profile.listing.ranges.match(normalized) != nil || profile.document.markers.match(normalized) != nil {
                furniture += 3
            } else if profile.listing.before.match(normalized) != nil || profile.listing.after.match(normalized) != nil
            {
                furniture += 1
            }
        }
        if furniture >= 3 || (dates > 0 && furniture > 0) {
            confidence = dates > 1 || furniture >= 3 ? .certain : .likely
        } else {
            confidence = dates > 0 && dates * 8 >= lines ? .likely : dates > 0 ? .possible : .no
        }
    }

    /// UTF-16 text in Latin letters, made narrow enough to be looked at.
    private static func narrow(_ head: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        guard head.count > 3 else { return Array(head) }
        let bytes = Array(head)
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return bytes.dropFirst(2).filter { $0 != 0 }
        }
        return bytes
    }
}
