private import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Bytes to be looked up again by their place: in memory while they are few, else in a temporary file that goes with the
/// process. Where no file can be made, memory is what there is.
package final class ByteStore: Sendable {
    /// Where bytes stand.
    package struct Place: Sendable {
        fileprivate let offset: Int
        package let count: Int

        /// This place and the one that was stored right after it.
        func joined(with next: Place) -> Place { Place(offset: offset, count: count + next.count) }

        /// A part of these bytes.
        package func part(_ range: Range<Int>) -> Place { Place(offset: offset + range.lowerBound, count: range.count) }
    }

    private struct State {
        /// What is not in the file.
        var buffer: [UInt8] = []
        var descriptor: Int32 = -1
        /// How many bytes are in the file.
        var written = 0
        var most: Int
    }

    private let state: Mutex<State>

    /// - Parameter memory: how many bytes stand in memory at most.
    package init(memory: Int = 1 << 20) { state = Mutex(State(most: memory)) }

    /// Stores a copy. Returns its place.
    package func append(_ bytes: UnsafeRawBufferPointer) -> Place {
        state.withLock { state in
            let place = Place(offset: state.written + state.buffer.count, count: bytes.count)
            // What is larger than all that stands in memory goes there on no detour.
            if state.buffer.isEmpty, bytes.count > state.most, ByteStore.spill(bytes, &state) { return place }
            state.buffer.append(contentsOf: bytes)
            if state.buffer.count > state.most {
                var buffer: [UInt8] = []
                swap(&buffer, &state.buffer)
                if buffer.withUnsafeBytes({ ByteStore.spill($0, &state) }) { buffer.removeAll(keepingCapacity: true) }
                swap(&buffer, &state.buffer)
            }
            return place
        }
    }

    /// The bytes at a place; none where the file cannot be read.
    package func bytes(at place: Place) -> [UInt8] {
        let descriptor = state.withLock { state -> Int32? in
            place.offset < state.written ? state.descriptor : nil
        }
        guard let descriptor else {
            return state.withLock { Array($0.buffer[(place.offset - $0.written)...].prefix(place.count)) }
        }
        return [UInt8](unsafeUninitializedCapacity: place.count) { target, initialized in
            initialized = 0
            while initialized < place.count {
                let got = pread(
                    descriptor, target.baseAddress.map { $0 + initialized }, place.count - initialized,
                    off_t(place.offset + initialized))
                if got < 0, errno == EINTR { continue }
                if got <= 0 { return }
                initialized += got
            }
        }
    }

    /// Writes bytes to the end of the file. False where they cannot be: then all that comes stays in memory.
    private static func spill(_ bytes: UnsafeRawBufferPointer, _ state: inout State) -> Bool {
        if state.descriptor < 0 { state.descriptor = Spool.make() }
        guard state.descriptor >= 0, write(bytes, to: state.descriptor, at: state.written) else {
            state.most = .max
            return false
        }
        state.written += bytes.count
        return true
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int) -> Bool {
        var done = 0
        while done < bytes.count {
            let got = pwrite(
                descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(offset + done))
            if got < 0, errno == EINTR { continue }
            if got <= 0 { return false }
            done += got
        }
        return true
    }

    deinit { state.withLock { if $0.descriptor >= 0 { _ = close($0.descriptor) } } }
}
