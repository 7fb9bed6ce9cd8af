internal import CLinux

/// A checksum that finds damage in files that promptpal wrote itself; it does not protect against attackers.
public enum DamageSum {
    /// Returns the first 8 bytes of SHA-1, computed by the processor's own instructions if it has them.
    public static func of(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { of($0) } }

    /// Returns the same for bytes that are not in an array.
    public static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var digest = [UInt8](repeating: 0, count: 20)
        clinux_sha1(bytes.baseAddress, bytes.count, &digest)
        return digest[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
