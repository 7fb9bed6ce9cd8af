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
