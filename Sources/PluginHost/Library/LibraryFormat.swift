internal import Formats
private import Synchronization

/// A format in a shared library: loaded when it is first needed.
struct LibraryFormat: Format {
    let descriptor: FormatDescriptor
    private let library: LazyLibrary

    /// - Parameter claim: what the library said of itself when it was looked at.
    init(path: String, claim: PluginClaim, library: LazyLibrary) {
        self.library = library
        descriptor = claim.descriptor(origin: .library(path)) { head in
            (try? library.loaded())?.recognize(head) ?? .no
        }
    }

    func makeReader(_ input: Input, options: FormatOptions) throws -> any RecordReader {
        guard descriptor.canRead else { throw RegistryError.cannotRead(descriptor.id, readable: []) }
        return LibraryReader(try library.loaded(), input, options: options)
    }

    func makeWriter(options: FormatOptions) throws -> any RecordWriter {
        guard descriptor.canWrite else { throw RegistryError.cannotWrite(descriptor.id, writable: []) }
        return try LibraryWriter(try library.loaded(), options: options)
    }
}

/// A library that is loaded once, when it is first asked for.
final class LazyLibrary: Sendable {
    private let path: String
    private let outcome = Mutex<Result<LoadedLibrary, Diagnostic>?>(nil)

    init(path: String) { self.path = path }

    func loaded() throws(Diagnostic) -> LoadedLibrary {
        let result = outcome.withLock { outcome in
            if let outcome { return outcome }
            let result: Result<LoadedLibrary, Diagnostic>
            do throws(Diagnostic) {
                result = .success(try LoadedLibrary(path: path))
            } catch {
                result = .failure(error)
            }
            outcome = result
            return result
        }
        return try result.get()
    }
}
