internal import CLinux

/// SHA-256 (FIPS 180-4) of bytes in memory.
public enum SHA256 {
    /// Returns the 32 bytes of the hash.
    @Sendable public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        bytes.withUnsafeBufferPointer { clinux_sha256($0.baseAddress, $0.count, &digest) }
        return digest
    }
}
