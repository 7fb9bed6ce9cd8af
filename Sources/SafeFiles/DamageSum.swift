internal import CLinux

/// A checksum that finds damage in what we wrote ourselves; it keeps nobody out.
public enum DamageSum {
    /// The first 8 bytes of SHA-1, by the processor's own instructions where it has them.
    public static func of(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { of($0) } }

    public static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var digest = [UInt8](repeating: 0, count: 20)
        clinux_sha1(bytes.baseAddress, bytes.count, &digest)
        return digest[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
