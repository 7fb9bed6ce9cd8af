internal import CLinux

/// Secret bytes: a file key, a passphrase, an API key.
///
/// They are stored outside Swift's arrays, so that no implicit copy is made, and are overwritten when the
/// last reference ends. Code that reads them with `withBytes` must not copy them into memory that is not
/// wiped.
public final class SecretBytes {
    private let storage: UnsafeMutableRawBufferPointer

    /// Number of bytes.
    public var count: Int { storage.count }

    /// Creates `count` zero bytes, which `fill` then overwrites.
    public init(count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
        storage = .allocate(byteCount: count, alignment: 16)
        storage.initializeMemory(as: UInt8.self, repeating: 0)
        fill(storage)
    }

    /// Copies bytes. The caller wipes its own copy.
    public convenience init(copying bytes: some Collection<UInt8>) {
        self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
    }

    /// Takes over the bytes: the array is overwritten and left empty.
    public convenience init(taking bytes: inout [UInt8]) {
        self.init(copying: bytes)
        bytes.wipe()
    }

    deinit {
        SecretBytes.wipe(storage)
        storage.deallocate()
    }

    /// Overwrites memory with zeros; the compiler can't optimize this away.
    public static func wipe(_ bytes: UnsafeMutableRawBufferPointer) {
        if let start = bytes.baseAddress { clinux_wipe(start, bytes.count) }
    }

    /// Calls `body` with the bytes. The buffer is valid only during the call.
    ///
    /// - Throws: the error of `body`.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(storage))
    }
}

extension [UInt8] {
    /// Overwrites the bytes with zeros and empties the array. If other arrays share its storage, their bytes
    /// are not wiped.
    public mutating func wipe() {
        withUnsafeMutableBytes { SecretBytes.wipe($0) }
        removeAll()
    }
}

/// Random bytes from the cryptographic source that the caller passes.
enum Randomness {
    static func secret(count: Int, using random: inout some RandomNumberGenerator) -> SecretBytes {
        SecretBytes(count: count) { buffer in fill(buffer, using: &random) }
    }

    static func bytes(count: Int, using random: inout some RandomNumberGenerator) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            fill(UnsafeMutableRawBufferPointer(buffer), using: &random)
            filled = count
        }
    }

    private static func fill(
        _ buffer: UnsafeMutableRawBufferPointer, using random: inout some RandomNumberGenerator
    ) {
        var number: UInt64 = 0
        for index in buffer.indices {
            if index % 8 == 0 { number = random.next() }
            buffer[index] = UInt8(truncatingIfNeeded: number >> (index % 8 * 8))
        }
    }
}
