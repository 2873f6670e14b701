/// An address of a document's page, by the forms that the profile gives: with the record id where it has one.
struct DocumentAddress: Sendable, Hashable {
    /// The whole address, with the profile's scheme and host and without what is not part of the document's.
    let address: String
    /// The id, where the form has one; empty for a slug.
    let recordID: String

    /// Nil where the address is none of a document. An address without a host is completed.
    init?(_ text: String, profile: SourceProfile) {
        for form in profile.recordURLs {
            let hasQuery = form.contains("?")
            guard let path = DocumentAddress.path(of: text, hosts: profile.hosts, keepsQuery: hasQuery),
                let formPath = DocumentAddress.path(of: form, hosts: profile.hosts, keepsQuery: hasQuery),
                let open = formPath.firstIndex(of: "{"), let close = formPath.firstIndex(of: "}")
            else { continue }
            let before = formPath[..<open]
            let after = formPath[formPath.index(after: close)...]
            guard path.hasPrefix(before), path.hasSuffix(after), path.utf8.count > before.utf8.count + after.utf8.count
            else { continue }
            let value = path.dropFirst(before.count).dropLast(after.count)
            let isID = formPath[open..<close] == "{id"
            guard !value.contains("/"), !isID || value.allSatisfy({ $0.isNumber && $0.isASCII }) else { continue }
            address = form.replacing(isID ? "{id}" : "{slug}", with: value)
            recordID = isID ? String(value) : ""
            return
        }
        return nil
    }

    /// The path of an address on one of the hosts, without fragment, and without query unless that is asked for; nil for
    /// another host's.
    private static func path(of text: String, hosts: [String], keepsQuery: Bool) -> Substring? {
        var rest = text.trimmed
        if let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...]
            let host = rest.prefix { $0 != "/" }
            guard hosts.contains(host.lowercased()) else { return nil }
            rest = rest.dropFirst(host.count)
        }
        guard rest.first == "/" else { return nil }
        rest = rest.prefix { ($0 != "?" || keepsQuery) && $0 != "#" }
        while rest.count > 1, rest.last == "/" { rest = rest.dropLast() }
        return rest
    }
}
