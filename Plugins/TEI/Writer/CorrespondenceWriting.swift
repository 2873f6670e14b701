internal import Records
internal import XML

/// Writes `correspDesc`, which tells programs that gather letters who wrote to whom and when.
enum CorrespondenceWriting {
    /// The description on its own, in the form of `Fragment.content`; empty for what is no letter.
    static func xml(_ record: Record) -> String {
        var writer = XMLWriter()
        write(record, id: Identifiers.encode(record.key), isAlone: true, to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func isLetter(_ record: Record) -> Bool {
        !record.key.isEmpty && (record.type == .personalCommunication || !record[.recipient].isEmpty)
    }

    static func write(_ record: Record, id: String, isAlone: Bool = false, to writer: inout XMLWriter) {
        guard isLetter(record) else { return }
        let senders = record[.author].filter { $0.kind != .others }
        let recipients = record[.recipient].filter { $0.kind != .others }
        let sent = record[.issued].flatMap { $0.shape == .literal ? nil : $0 }
        let received = record[.received].flatMap { $0.shape == .literal ? nil : $0 }
        guard !senders.isEmpty || !recipients.isEmpty || sent != nil || received != nil else { return }
        writer.start("correspDesc")
        if isAlone { writer.attribute("xmlns", Element.namespace) }
        writer.attribute(.corresp, "#" + id)
        // In a publication the place is the publisher's.
        let isOwn = record[.containerTitle] == nil && record[.publisher] == nil
        action("sent", senders, isOwn ? record[.publisherPlace] : nil, sent, to: &writer)
        action("received", recipients, nil, received, to: &writer)
        writer.end()
    }

    private static func action(
        _ type: String, _ names: [Name], _ place: Text?, _ date: EDTFDate?, to writer: inout XMLWriter
    ) {
        if names.isEmpty, date == nil { return }
        writer.start("correspAction")
        writer.attribute(.type, type)
        for name in names { writer.agent(name, isWhole: false) }
        if let place, !place.isEmpty { writer.element("placeName", [], Text(place.string)) }
        if let date { writer.date("date", date, hasText: false) }
        writer.end()
    }
}
