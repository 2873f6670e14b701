internal import CICU

/// Compares texts as a language sorts them: by letters alone (case and accents only where the language makes letters of them),
/// spaces before letters, digits as numbers.
///
/// A key is made once for each text; keys compare as bytes.
///
///     let collator = Collator(language: "sv")
///     collator.key("Ångström", into: &bytes)
public final class Collator {
    private let handle: UnsafeMutableRawPointer?
    private var utf16: [UInt16] = []
    private var buffer = [UInt8](repeating: 0, count: 256)

    /// - Parameters:
    ///   - language: a BCP 47 tag. The root collation serves where ICU does not know it.
    ///   - ignoresPunctuation: whether punctuation and spaces are passed over.
    public init(language: String, ignoresPunctuation: Bool = false) {
        handle = ibid_collator_open(language, ignoresPunctuation ? 1 : 0)
    }

    deinit { if let handle { ibid_collator_close(handle) } }

    /// Appends the key of a text in UTF-8, without an end mark.
    public func key(_ text: ArraySlice<UInt8>, into out: inout [UInt8]) {
        guard let handle else {
            out.append(contentsOf: text)
            return
        }
        utf16.removeAll(keepingCapacity: true)
        if text.allSatisfy({ $0 < 0x80 }) {
            for byte in text { utf16.append(UInt16(byte)) }
        } else {
            utf16.append(contentsOf: String(decoding: text, as: UTF8.self).utf16)
        }
        var length = makeKey(handle)
        if length > buffer.count {
            buffer = [UInt8](repeating: 0, count: length * 2)
            length = makeKey(handle)
        }
        // The key ends with a zero.
        out.append(contentsOf: buffer[0..<max(0, min(length, buffer.count) - 1)])
    }

    private func makeKey(_ handle: UnsafeMutableRawPointer) -> Int {
        let count = buffer.count
        return utf16.withUnsafeBufferPointer { text in
            buffer.withUnsafeMutableBufferPointer { key in
                Int(
                    ibid_collator_key(
                        handle, text.baseAddress, Int32(clamping: text.count), key.baseAddress, Int32(count)))
            }
        }
    }
}
