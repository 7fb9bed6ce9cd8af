internal import CSyscalls

/// Bytes that nobody else may see: a file key, a passphrase, an API key.
///
/// They are kept outside the array type, so that no copy is made behind one's back, and are overwritten when the last
/// reference goes. What is read through `withBytes` must not be copied into anything that is not wiped.
public final class SecretBytes {
    private let storage: UnsafeMutableRawBufferPointer

    /// How many bytes there are.
    public var count: Int { storage.count }

    /// `count` zero bytes, which `fill` writes.
    public init(count: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Void) {
        storage = .allocate(byteCount: count, alignment: 16)
        storage.initializeMemory(as: UInt8.self, repeating: 0)
        fill(storage)
    }

    /// A copy of some bytes. The caller wipes its own.
    public convenience init(copying bytes: some Collection<UInt8>) {
        self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
    }

    /// Takes the bytes over: the array is overwritten and left empty.
    public convenience init(taking bytes: inout [UInt8]) {
        self.init(copying: bytes)
        bytes.wipe()
    }

    deinit {
        SecretBytes.wipe(storage)
        storage.deallocate()
    }

    /// Overwrites memory with zeros in a way that the compiler may not leave out.
    public static func wipe(_ bytes: UnsafeMutableRawBufferPointer) {
        if let start = bytes.baseAddress { csys_wipe(start, bytes.count) }
    }

    /// The bytes, for the time of the call.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(storage))
    }
}

extension [UInt8] {
    /// Overwrites the bytes with zeros and empties the array. Reaches this array's own storage; it must be the only one that
    /// holds it.
    public mutating func wipe() {
        withUnsafeMutableBytes { SecretBytes.wipe($0) }
        removeAll()
    }
}
