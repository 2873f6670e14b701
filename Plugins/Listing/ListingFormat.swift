public import Formats

/// Results pages and document pages of archives' web sites, copied as text or saved as HTML. Read only.
public struct ListingFormat: Format {
    public init() {}

    public var descriptor: FormatDescriptor {
        var descriptor = FormatDescriptor(
            id: "listing", title: "Archive listing", aliases: ["archive-listing", "wilson-center"],
            extensions: ["html", "htm"],
            summary: "Results and document pages of an archive’s site, copied as text or saved as HTML",
            canRead: true, canWrite: false,
            options: [
                OptionDescriptor(
                    "source", .text("NAME|FILE"), on: .reading,
                    "the archive: \(Profiles.names.joined(separator: ", ")), or the file of a profile")
            ],
            joinsPages: true, recognize: ListingFormat.recognize)
        descriptor.ownWords = { Profiles.furniture }
        return descriptor
    }

    public func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader {
        let (profile, diagnostics) = try Profiles.profile(options["source"])
        return ListingReader(input, profile: profile, notes: diagnostics)
    }

    /// HTML; or lines that are dates, with page furniture of the source.
    @Sendable static func recognize(_ head: UnsafeBufferPointer<UInt8>) -> FormatDescriptor.Confidence {
        PageRecognition(head).confidence
    }
}
