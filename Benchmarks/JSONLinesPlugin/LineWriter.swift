import Bytes
import CPlugin
import JSON

/// Writes a record as a line. Of a name, the parts that the measured records have.
func writeLine(_ record: UnsafePointer<ibid_record>, _ host: UnsafePointer<ibid_host>) -> Int32 {
    var json = JSONWriter()
    json.beginObject()
    string(Members.key, record.pointee.key, to: &json)
    json.key(Members.type, of: Members.table)
    json.string(Members.name(plugin_record_type_name(record.pointee.type)))
    for entry in UnsafeBufferPointer(start: record.pointee.entries, count: record.pointee.entry_count) {
        guard Int(entry.field) < Members.places.count, Members.places[Int(entry.field)] >= 0 else {
            return Int32(IBID_FAILED)
        }
        let place = Members.places[Int(entry.field)]
        switch entry.field {
        case ..<0x0400: string(place, entry.value.text.string, to: &json)
        case ..<0x0600:
            let names = UnsafeBufferPointer(start: entry.value.names.list, count: entry.value.names.count)
            list(names, at: place, to: &json)
        default: string(place, entry.value.date.edtf, to: &json)
        }
    }
    json.endObject()
    json.endLine()
    return json.out.withBytes { host.pointee.write(host, $0.baseAddress, $0.count) }
}

private func string(_ place: Int, _ value: ibid_string, to json: inout JSONWriter) {
    json.key(place, of: Members.table)
    string(value, to: &json)
}

private func string(_ value: ibid_string, to json: inout JSONWriter) {
    json.string(
        utf8: UnsafeBufferPointer(
            start: UnsafeRawPointer(value.bytes)?.assumingMemoryBound(to: UInt8.self), count: value.count))
}

private func list(_ names: UnsafeBufferPointer<ibid_name>, at place: Int, to json: inout JSONWriter) {
    json.key(place, of: Members.table)
    json.beginArray()
    for name in names {
        json.beginObject()
        if name.literal.count > 0 {
            json.key(quoted: #""literal":"#)
            string(name.literal, to: &json)
        } else {
            json.key(quoted: #""family":"#)
            string(name.family, to: &json)
        }
        if name.given.count > 0 {
            json.key(quoted: #""given":"#)
            string(name.given, to: &json)
        }
        json.endObject()
    }
    json.endArray()
}
