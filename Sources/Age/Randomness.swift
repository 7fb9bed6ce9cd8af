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
