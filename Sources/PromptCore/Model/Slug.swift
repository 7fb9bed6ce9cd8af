@_spi(_Unicode) import Swift

/// Converts names that people write to the names that they type and that are compared.
///
/// The rules are those of the format. A slug is NFC and lower case, and each run of characters other than
/// letters and digits is one `-`. Two addresses are twins if they are equal after NFC and case folding.
public enum Slug {
    /// Returns the slug of `name`; `untitled` if it would be empty. Letters and digits of every script stay,
    /// with their combining marks.
    public static func make(_ name: String) -> String {
        if let fast = ascii(name) { return fast }
        var scalars = String.UnicodeScalarView()
        var gap = false
        for scalar in nfc(nfc(name).lowercased()).unicodeScalars {
            if isWordScalar(scalar) {
                if gap, !scalars.isEmpty { scalars.append("-") }
                gap = false
                scalars.append(scalar)
            } else {
                gap = true
            }
        }
        return scalars.isEmpty ? "untitled" : String(scalars)
    }

    /// Returns the key by which addresses are compared: NFC after case folding.
    public static func foldingKey(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return nfc(nfc(text).lowercased().uppercased().lowercased())
    }

    /// Returns `text` in Unicode normalization form C.
    public static func nfc(_ text: String) -> String {
        if isASCII(text) { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text._nfc { scalars.append(scalar) }
        return String(scalars)
    }

    /// Returns the scalars of `text` in Unicode normalization form D.
    static func decomposed(_ text: String) -> [Unicode.Scalar] { Array(text._nfd) }

    @inline(__always)
    private static func isASCII(_ text: String) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            var offset = 0
            var seen: UInt64 = 0
            while offset &+ 8 <= bytes.count {
                seen |= bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                offset &+= 8
            }
            while offset < bytes.count {
                seen |= UInt64(bytes[offset])
                offset &+= 1
            }
            return seen & 0x8080_8080_8080_8080 == 0
        } ?? text.utf8.allSatisfy { $0 < 0x80 }
    }

    /// True if `name` has a letter or digit; all names without one have the same slug.
    static func isTelling(_ name: String) -> Bool { name.unicodeScalars.contains(where: isWordScalar) }

    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default:
            false
        }
    }

    private static func ascii(_ name: String) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(name.utf8.count)
        var gap = false
        for byte in name.utf8 {
            switch byte {
            case 0x80...: return nil
            case 0x61...0x7A, 0x30...0x39, 0x41...0x5A:
                if gap, !bytes.isEmpty { bytes.append(0x2D) }
                gap = false
                bytes.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
            default: gap = true
            }
        }
        return bytes.isEmpty ? "untitled" : String(decoding: bytes, as: UTF8.self)
    }
}

/// Assigns each handle once: if it is taken, `-2`, `-3`, … is appended, as the format defines.
package struct UniqueHandles {
    private var taken: Set<String> = []
    /// The number at which the search for a free one continues, so that many equal names take linear time.
    private var next: [String: Int] = [:]

    package init() {}

    /// Returns `wished`, or `wished` with the first number that is free.
    package mutating func take(_ wished: String) -> String {
        if taken.insert(wished).inserted { return wished }
        var number = next[wished] ?? 2
        while !taken.insert("\(wished)-\(number)").inserted { number += 1 }
        next[wished] = number + 1
        return "\(wished)-\(number)"
    }
}
