internal import CPlugin
internal import Formats
internal import Records
private import Synchronization

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#else
    private import Darwin
#endif

/// The host as one reader or writer of a plugin sees it: what the plugin's calls do, and when they may come.
///
/// A session is never freed. A plugin may keep the pointer to its host and call it after the end or from a thread of its own:
/// such a call finds a closed door instead of freed memory, and is counted.
final class HostSession: @unchecked Sendable {
    // All but `caller` is touched only by the thread that `caller` names, or between calls by the one user of the session.
    let host: UnsafeMutablePointer<ibid_host>
    private let caller = Atomic<UInt>(0)
    private let guardian: CallGuard
    private let plugin: String
    private var source: String?
    private var importer = RecordImporter()
    private var limit = DiagnosticLimit()
    private var batch = Batch()
    private var isStopped = false
    /// What the plugin wrote.
    var bytes: [UInt8] = []
    /// The key of the record that is being written, for messages.
    var record: String?

    /// - Parameters:
    ///   - plugin: the format's id, which stands before its codes.
    ///   - source: the input's name; nil for a writer.
    init(plugin: String, source: String?, guardian: CallGuard) {
        self.plugin = plugin
        self.source = source
        self.guardian = guardian
        host = .allocate(capacity: 1)
        host.initialize(to: ibid_host())
        host.pointee.abi = UInt32(IBID_PLUGIN_ABI)
        host.pointee.size = UInt32(MemoryLayout<ibid_host>.size)
        host.pointee.record = HostSession.takeRecord
        host.pointee.collection = HostSession.takeCollection
        host.pointee.write = HostSession.takeBytes
        host.pointee.diagnostic = HostSession.takeDiagnostic
        host.pointee.field_name = { plugin_field_name($0) }
        host.pointee.context = Unmanaged.passRetained(self).toOpaque()
    }

    /// Runs a function of the plugin, during which it may call its host.
    func open<Result>(_ body: (UnsafePointer<ibid_host>) -> Result) -> Result {
        caller.store(HostSession.thread, ordering: .relaxed)
        defer { caller.store(0, ordering: .relaxed) }
        return body(UnsafePointer(host))
    }

    /// What was handed over since the last time.
    func takeBatch() -> Batch {
        var taken = batch
        batch = Batch()
        taken.diagnostics = takeDiagnostics()
        return taken
    }

    func takeDiagnostics() -> [Diagnostic] {
        let late = guardian.takeDiagnostics(of: plugin)
        let said = limit.take(from: plugin)
        return late.isEmpty ? said : said + late
    }

    /// A message about the plugin's conduct.
    func say(_ severity: Diagnostic.Severity, _ code: String, _ message: String) {
        limit.add(
            Diagnostic(
                severity, code, "the plugin “\(plugin)”: \(message)", at: source.map { Place(source: $0) },
                record: record))
    }

    /// A number for the thread that runs this, never 0.
    private static var thread: UInt {
        #if canImport(Darwin)
            UInt(bitPattern: pthread_self())
        #else
            UInt(pthread_self())
        #endif
    }

    /// The session of a host, where a call may come now.
    private static func session(_ host: UnsafePointer<ibid_host>?) -> HostSession? {
        guard let context = host?.pointee.context else { return nil }
        let session = Unmanaged<HostSession>.fromOpaque(context).takeUnretainedValue()
        if session.caller.load(ordering: .relaxed) == thread { return session }
        session.guardian.noteLateCall()
        return nil
    }
}

extension HostSession {
    // MARK: The plugin's calls

    private static let takeRecord: @convention(c) (UnsafePointer<ibid_host>?, UnsafePointer<ibid_record>?) -> Int32 = {
        guard let session = session($0), let view = $1 else { return Int32(IBID_STOP) }
        if let record = session.importer.record(view) {
            session.batch.records.append(record)
            session.batch.lines.append(Int(clamping: view.pointee.line))
        }
        return session.answer()
    }

    private static let takeCollection:
        @convention(c) (UnsafePointer<ibid_host>?, UnsafePointer<ibid_collection>?) -> Int32 = {
            guard let session = session($0), let view = $1 else { return Int32(IBID_STOP) }
            if let info = session.importer.collection(view) { session.batch.info = info }
            return session.answer()
        }

    private static let takeBytes: @convention(c) (UnsafePointer<ibid_host>?, UnsafeRawPointer?, Int) -> Int32 = {
        guard let session = session($0) else { return Int32(IBID_STOP) }
        let count = $2
        if count == 0 { return Int32(IBID_OK) }
        guard let base = $1, count > 0, count <= RecordImporter.largest else {
            session.say(
                .error, "plugin.bad-length", "it wrote \(count) bytes at once, or none at all; they are left out")
            return Int32(IBID_STOP)
        }
        session.bytes.append(contentsOf: UnsafeRawBufferPointer(start: base, count: count))
        return Int32(IBID_OK)
    }

    private static let takeDiagnostic:
        @convention(c) (UnsafePointer<ibid_host>?, UnsafePointer<ibid_diagnostic>?) -> Int32 = {
            guard let session = session($0), let view = $1 else { return Int32(IBID_STOP) }
            session.diagnostic(view)
            return session.answer()
        }

    private func diagnostic(_ pointer: UnsafePointer<ibid_diagnostic>) {
        guard pointer.pointee.size >= MemoryLayout<ibid_diagnostic>.size else {
            return say(.error, "plugin.bad-struct", "a struct ibid_diagnostic has the size \(pointer.pointee.size)")
        }
        let view = pointer.pointee
        importer.beginMessage()
        let severity = Diagnostic.Severity(rawValue: UInt8(clamping: view.severity)) ?? .error
        let message = importer.string(view.message).tamed()
        let hint = importer.string(view.hint).tamed()
        let key = importer.string(view.record)
        var place = source.map { Place(source: $0) }
        place?.line = Int(clamping: view.line)
        place?.column = view.line > 0 ? Int(clamping: view.column) : 0
        limit.add(
            Diagnostic(
                severity, PluginWord.code(importer.string(view.code), of: plugin),
                message.isEmpty ? "the plugin gave no words" : message, at: place, hint: hint.isEmpty ? nil : hint,
                record: key.isEmpty ? record : key))
    }

    /// Tells what was wrong with what came, and whether more is wanted.
    private func answer() -> Int32 {
        for problem in importer.takeProblems() {
            say(problem.isError ? .error : .warning, problem.code, problem.message)
        }
        return Int32(IBID_OK)
    }
}

/// Counts the calls of one plugin that came when none may.
final class CallGuard: Sendable {
    private let late = Atomic<Int>(0)

    func noteLateCall() { late.add(1, ordering: .relaxed) }

    func takeDiagnostics(of plugin: String) -> [Diagnostic] {
        // Looked at after every record, on every core: a read alone leaves the cache line where it is.
        if late.load(ordering: .relaxed) == 0 { return [] }
        let count = late.exchange(0, ordering: .relaxed)
        if count == 0 { return [] }
        return [
            Diagnostic(
                .error, "plugin.late-call",
                "the plugin “\(plugin)” called its host \(count == 1 ? "once" : "\(count) times") after the end or from a thread of its own; what it said is left out"
            )
        ]
    }
}
