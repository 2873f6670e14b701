/// Takes a byte order mark away and turns UTF-16 into UTF-8, block by block.
struct TextDecoder {
    private enum Encoding { case undecided, utf8, utf16Little, utf16Big }

    let source: String
    private var encoding = Encoding.undecided
    /// Bytes that are not decided yet, or the first half of a UTF-16 unit or pair.
    private var rest: [UInt8] = []
    private(set) var diagnostics: [Diagnostic] = []
    private var loneSurrogates = 0

    init(source: String) { self.source = source }

    /// True where every further block is taken as it is.
    var isTransparent: Bool { encoding == .utf8 && rest.isEmpty }

    mutating func takeDiagnostics() -> [Diagnostic] {
        defer { diagnostics = [] }
        return diagnostics
    }

    mutating func decode(_ block: [UInt8], appendingTo out: inout [UInt8]) {
        if encoding == .utf8 { return out.append(contentsOf: block) }
        rest.append(contentsOf: block)
        if encoding == .undecided {
            guard rest.count >= 4 else { return }
            decide()
        }
        convert(appendingTo: &out)
    }

    mutating func finish(appendingTo out: inout [UInt8], line: Int) {
        if encoding == .undecided { decide() }
        convert(appendingTo: &out)
        if !rest.isEmpty {
            diagnostics.append(
                Diagnostic(
                    .warning, "input.utf16-cut", "the UTF-16 text ends within a character", at: Place(source: source)))
            out.append(contentsOf: "\u{FFFD}".utf8)
            rest = []
        }
        if loneSurrogates > 0 {
            diagnostics.append(
                Diagnostic(
                    .warning, "input.utf16-surrogate", "\(loneSurrogates) halves of UTF-16 pairs stand alone",
                    at: Place(source: source)))
        }
    }

    private mutating func decide() {
        switch (rest.first, rest.dropFirst().first, rest.dropFirst(2).first, rest.dropFirst(3).first) {
        case (0xEF, 0xBB, 0xBF, _):
            encoding = .utf8
            rest.removeFirst(3)
        case (0xFF, 0xFE, _, _): use(.utf16Little, mark: true)
        case (0xFE, 0xFF, _, _): use(.utf16Big, mark: true)
        case (let a?, 0, let b?, 0) where a != 0 && b != 0: use(.utf16Little, mark: false)
        case (0, let a?, 0, let b?) where a != 0 && b != 0: use(.utf16Big, mark: false)
        default: encoding = .utf8
        }
    }

    private mutating func use(_ found: Encoding, mark: Bool) {
        encoding = found
        if mark { rest.removeFirst(2) }
        diagnostics.append(
            Diagnostic(
                .note, "input.utf16",
                "the text is UTF-16\(mark ? "" : " without a byte order mark"); it is read as such",
                at: Place(source: source)))
    }

    private mutating func convert(appendingTo out: inout [UInt8]) {
        if encoding == .utf8 {
            out.append(contentsOf: rest)
            rest = []
            return
        }
        let big = encoding == .utf16Big
        var at = 0
        func unit(_ index: Int) -> UInt32 {
            let a = UInt32(rest[index])
            let b = UInt32(rest[index + 1])
            return big ? a << 8 | b : b << 8 | a
        }
        while at + 1 < rest.count {
            var code = unit(at)
            var width = 2
            if code & 0xFC00 == 0xD800 {
                guard at + 3 < rest.count else { break }
                let low = unit(at + 2)
                if low & 0xFC00 == 0xDC00 {
                    code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
                    width = 4
                }
            }
            if let scalar = Unicode.Scalar(code) {
                out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            } else {
                loneSurrogates += 1
                out.append(contentsOf: UTF8.encodedReplacementCharacter)
            }
            at += width
        }
        rest.removeFirst(at)
    }
}

/// Windows-1252, which most files are that are neither ASCII nor UTF-8.
enum Windows1252 {
    /// The bytes as UTF-8, where they are not: each byte that is no part of a UTF-8 character is read as Windows-1252. Nil
    /// where the bytes are UTF-8 already.
    static func mend(_ bytes: [UInt8]) -> (bytes: [UInt8], first: Int, count: Int)? {
        guard let first = bytes.withUnsafeBufferPointer({ $0.firstNonUTF8() }) else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 8)
        var at = 0
        var count = 0
        bytes.withUnsafeBufferPointer { buffer in
            var invalid: Int? = first
            while let index = invalid {
                out.append(contentsOf: buffer[at..<index])
                out.append(contentsOf: character(buffer[index]))
                count += 1
                at = index + 1
                invalid = buffer.firstNonUTF8(from: at)
            }
            out.append(contentsOf: buffer[at...])
        }
        return (out, first, count)
    }

    private static func character(_ byte: UInt8) -> UTF8.EncodedScalar {
        let code = (0x80...0x9F).contains(byte) ? high[Int(byte) - 0x80] : UInt16(byte)
        return Unicode.Scalar(code).flatMap { UTF8.encode($0) } ?? UTF8.encodedReplacementCharacter
    }

    /// 0x80 to 0x9F; the five that Windows-1252 leaves free are the C1 control of that number.
    private static let high: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153,
        0x9D,
        0x017E, 0x0178,
    ]
}

extension UnsafeBufferPointer where Element == UInt8 {
    /// The first byte from `start` on that is no part of a UTF-8 character; nil where there is none.
    package func firstNonUTF8(from start: Int = 0) -> Int? {
        guard let base = baseAddress else { return nil }
        var at = start
        while at < count {
            if self[at] < 0x80 {
                at += 1
                // Eight at a time through ASCII.
                while at + 8 <= count,
                    UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
                        & 0x8080_8080_8080_8080 == 0
                {
                    at += 8
                }
                continue
            }
            let width = characterWidth(at)
            if width == 0 { return at }
            at += width
        }
        return nil
    }

    /// The width of the character of several bytes at `at`; 0 where there is none.
    private func characterWidth(_ at: Int) -> Int {
        let width: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch self[at] {
        case 0xC2...0xDF: width = 2
        case 0xE0: (width, low) = (3, 0xA0)
        case 0xED: (width, high) = (3, 0x9F)
        case 0xE1...0xEF: width = 3
        case 0xF0: (width, low) = (4, 0x90)
        case 0xF4: (width, high) = (4, 0x8F)
        case 0xF1...0xF3: width = 4
        default: return 0
        }
        guard at + width <= count, self[at + 1] >= low, self[at + 1] <= high else { return 0 }
        for index in (at + 2)..<Swift.max(at + 2, at + width) where self[index] & 0xC0 != 0x80 { return 0 }
        return width
    }
}
