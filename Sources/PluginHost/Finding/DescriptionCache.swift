internal import Formats
internal import JSON

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// What plugins said of themselves, kept from one run to the next so that none is started or loaded only to be listed.
///
/// A description is good as long as the plugin's file is the same: path, inode, size, and both its times. A refusal is kept
/// too; `ibid plugins` asks everyone anew. The cache is worth nothing to anybody: where it cannot be read it is made again, and
/// where it can be written by others it is not believed.
struct DescriptionCache {
    private let path: String?
    private var entries: [Key: Result<PluginClaim, Diagnostic>] = [:]
    private var isChanged = false

    private static let version = 1
    private static let largest = 1 << 20

    private struct Key: Hashable {
        var path: String
        var identity: FileStatus.Identity
        var kind: String
    }

    init(_ path: String?) {
        self.path = path
        guard let path, let status = FileStatus(path), status.kind == .file, status.owner == Paths.user,
            status.permissions & 0o022 == 0, let input = try? Input(path: path),
            let bytes = try? input.readAll(limit: DescriptionCache.largest), let value = try? JSONValue(parsing: bytes)
        else { return }
        guard value["version"]?.int == DescriptionCache.version else { return }
        for entry in value["entries"]?.array ?? [] {
            if let (key, answer) = DescriptionCache.read(entry) { entries[key] = answer }
        }
    }

    subscript(path: String, identity: FileStatus.Identity, kind: String) -> Result<PluginClaim, Diagnostic>? {
        get { entries[Key(path: path, identity: identity, kind: kind)] }
        set {
            // A file has one state: what was known of others is of no more use.
            for key in entries.keys where key.path == path && key.kind == kind { entries[key] = nil }
            entries[Key(path: path, identity: identity, kind: kind)] = newValue
            isChanged = true
        }
    }

    /// Writes the cache, where anything is new. What goes wrong is of no importance.
    func save() {
        guard isChanged, let path, !entries.isEmpty else { return }
        var json = JSONWriter()
        json.beginObject()
        json.key("version")
        json.number(DescriptionCache.version)
        json.key("entries")
        json.beginArray()
        for (key, answer) in entries.sorted(by: { ($0.key.path, $0.key.kind) < ($1.key.path, $1.key.kind) }) {
            DescriptionCache.append(key, answer, to: &json)
        }
        json.endArray()
        json.endObject()
        let bytes = json.bytes
        guard bytes.count <= DescriptionCache.largest else { return }
        Paths.makeFolder(Paths.folder(of: path))
        let temporary = "\(path).\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        if count != bytes.count || rename(temporary, path) != 0 { unlink(temporary) }
    }

    private static func append(_ key: Key, _ answer: Result<PluginClaim, Diagnostic>, to json: inout JSONWriter) {
        json.beginObject()
        json.member("path", key.path)
        json.member("kind", key.kind)
        json.key("state")
        json.beginArray()
        for number in [
            Int(truncatingIfNeeded: key.identity.device), Int(truncatingIfNeeded: key.identity.inode),
            key.identity.size,
            key.identity.modified, key.identity.changed,
        ] { json.number(number) }
        json.endArray()
        switch answer {
        case .success(let claim):
            json.key("description")
            ProgramDescription.write(claim, to: &json)
        case .failure(let refusal):
            json.key("refusal")
            json.beginObject()
            json.member("code", refusal.code)
            json.member("message", refusal.message)
            if let hint = refusal.hint { json.member("hint", hint) }
            json.endObject()
        }
        json.endObject()
    }

    private static func read(_ value: JSONValue) -> (Key, Result<PluginClaim, Diagnostic>)? {
        guard let path = value["path"]?.string, let kind = value["kind"]?.string,
            let state = value["state"]?.array?.compactMap(\.int), state.count == 5
        else { return nil }
        let key = Key(
            path: path,
            identity: FileStatus.Identity(
                device: UInt64(bitPattern: Int64(state[0])), inode: UInt64(bitPattern: Int64(state[1])), size: state[2],
                modified: state[3], changed: state[4]), kind: kind)
        if let description = value["description"] {
            let (claim, objections) = ProgramDescription.claim(from: description)
            return objections.isEmpty ? (key, .success(claim)) : nil
        }
        guard let refusal = value["refusal"], let code = refusal["code"]?.string,
            let message = refusal["message"]?.string
        else { return nil }
        return (key, .failure(Diagnostic(.warning, code, message, hint: refusal["hint"]?.string)))
    }
}
