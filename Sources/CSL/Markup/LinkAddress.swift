/// The addresses of links.
enum LinkAddress {
    /// Schemes that a link may have: no script and no file is ever linked.
    static let schemes = ["http", "https", "ftp", "mailto", "doi"]

    /// The address that a text links to: what it says itself, after the resolver of its kind where it is a bare identifier,
    /// with all but unreserved and reserved ASCII percent-encoded.
    ///
    /// - Returns: nil where it has no scheme, or one that is not allowed.
    static func of(_ text: Swift.Slice<UnsafeBufferPointer<UInt8>>, _ kind: FormattedText.Kind) -> [UInt8]? {
        let text = trimmed(text)
        guard !text.isEmpty else { return nil }
        var address: [UInt8] = []
        if scheme(of: text) == nil || (kind != .linkURL && !hasWebScheme(text)) {
            guard kind != .linkURL else { return nil }
            address.append(contentsOf: kind.linkResolver.utf8)
        }
        for byte in text {
            if isUnchanged(byte) {
                address.append(byte)
            } else {
                append(encoded: byte, to: &address)
            }
        }
        guard let scheme = scheme(of: address[...]), schemes.contains(scheme) else { return nil }
        return address
    }

    /// A DOI that follows its resolver's address, with white space, control characters and what else has a meaning of its
    /// own in an address percent-encoded. Source: DOI Handbook, "Encoding issues".
    ///
    /// - Returns: nil where it stays as it is, as one that is an address itself does.
    static func encoded(doi: String) -> String? {
        guard doi.utf8.contains(where: isReserved(inDOI:)), !doi.hasPrefix("http://"), !doi.hasPrefix("https://")
        else { return nil }
        var address: [UInt8] = []
        for byte in doi.utf8 {
            if isReserved(inDOI: byte) { append(encoded: byte, to: &address) } else { address.append(byte) }
        }
        return String(decoding: address, as: UTF8.self)
    }

    private static func isReserved(inDOI byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x7F || reservedInDOI.contains(byte)
    }

    private static let reservedInDOI = Set(##""#%<>?[\]^`{|}"##.utf8)

    private static func append(encoded byte: UInt8, to address: inout [UInt8]) {
        address.append(UInt8(ascii: "%"))
        address.append(hexadecimal[Int(byte >> 4)])
        address.append(hexadecimal[Int(byte & 15)])
    }

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)

    private static func trimmed(_ text: Swift.Slice<UnsafeBufferPointer<UInt8>>)
        -> Swift.Slice<UnsafeBufferPointer<UInt8>>
    {
        var text = text.drop { $0 <= 0x20 }
        while let last = text.last, last <= 0x20 { text.removeLast() }
        return text
    }

    /// RFC 3986: unreserved and reserved characters, and the percent sign of what is encoded already.
    private static func isUnchanged(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: unchanged.contains(byte)
        }
    }

    private static let unchanged = Set("-._~:/?#[]@!$&'()*+,;=%".utf8)

    private static func hasWebScheme(_ text: Swift.Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let scheme = scheme(of: text)
        return scheme == "http" || scheme == "https"
    }

    /// The scheme in lower case: letters, digits, "+", "-" and "." before a colon.
    private static func scheme(of text: some Collection<UInt8>) -> String? {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon != text.startIndex else { return nil }
        let name = text[..<colon]
        guard
            name.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || [0x2B, 0x2D, 0x2E].contains($0)
            }), let first = name.first, (0x41...0x5A).contains(first & 0xDF)
        else { return nil }
        return String(decoding: name, as: UTF8.self).lowercased()
    }
}
