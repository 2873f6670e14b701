internal import CICU
private import Synchronization

/// Compares texts as a language sorts them: by letters alone (case and accents only where the language makes letters of them),
/// spaces before letters, digits as numbers.
///
/// A key is made once for each text; keys compare as bytes.
///
///     let collator = Collator(language: "sv")
///     collator.key("Ångström", into: &bytes)
///
/// Where ICU's library is missing, texts compare as bytes, and ``wasMissing`` says so.
public final class Collator {
    /// Loaded with the first collator. Nothing changes in it.
    private static let functions = ibid_collation_load()

    private static let missing = Atomic(false)

    /// Whether a collator was made without ICU's library.
    public static var wasMissing: Bool { missing.load(ordering: .relaxed) }

    private let handle: UnsafeMutableRawPointer?
    private var buffer = [UInt8](repeating: 0, count: 256)

    /// - Parameters:
    ///   - language: a BCP 47 tag. The root collation serves where ICU does not know it.
    ///   - ignoresPunctuation: whether punctuation and spaces are passed over.
    public init(language: String, ignoresPunctuation: Bool = false) {
        handle = ibid_collator_open(Collator.functions, language, ignoresPunctuation ? 1 : 0)
        if Collator.functions.open == nil { Collator.missing.store(true, ordering: .relaxed) }
    }

    deinit { if let handle { ibid_collator_close(Collator.functions, handle) } }

    /// Appends the key of a text in UTF-8, without an end mark.
    public func key(_ text: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
        guard let handle else {
            out.append(contentsOf: text)
            return
        }
        // UTF-16 has no more units than UTF-8 has bytes.
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: text.count) { units in
            var count = 0
            for byte in text {
                if byte >= 0x80 {
                    count = Collator.transcode(text, into: units)
                    break
                }
                units[count] = UInt16(byte)
                count += 1
            }
            let text = UnsafeBufferPointer(rebasing: units[..<count])
            var length = makeKey(handle, text)
            if length > buffer.count {
                buffer = [UInt8](repeating: 0, count: length * 2)
                length = makeKey(handle, text)
            }
            // The key ends with a zero.
            out.append(contentsOf: buffer[0..<max(0, min(length, buffer.count) - 1)])
        }
    }

    private static func transcode(_ text: UnsafeBufferPointer<UInt8>, into units: UnsafeMutableBufferPointer<UInt16>)
        -> Int
    {
        var count = 0
        for unit in String(decoding: text, as: UTF8.self).utf16 where count < units.count {
            units[count] = unit
            count += 1
        }
        return count
    }

    private func makeKey(_ handle: UnsafeMutableRawPointer, _ text: UnsafeBufferPointer<UInt16>) -> Int {
        let count = buffer.count
        return buffer.withUnsafeMutableBufferPointer { key in
            Int(
                ibid_collator_key(
                    Collator.functions, handle, text.baseAddress, Int32(clamping: text.count), key.baseAddress,
                    Int32(count)))
        }
    }
}
