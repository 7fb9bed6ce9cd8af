internal import Crypto

/// The sealed part: a nonce, then chunks of 64 KiB, each with its own tag. The last chunk's nonce marks it as
/// the last one.
enum Payload {
    static let chunk = 64 * 1024
    static let tag = 16
    static let nonceBytes = 16

    static func seal(
        _ plaintext: SecretBytes, fileKey: SymmetricKey, nonce: [UInt8], into file: inout [UInt8]
    ) throws(AgeError) {
        let key = Primitives.derive(from: fileKey, salt: nonce, info: "payload")
        file += nonce
        var counter: UInt64 = 0
        var start = 0
        repeat {
            let end = min(start + chunk, plaintext.count)
            let isLast = end == plaintext.count
            file += try plaintext.withBytes { bytes throws(AgeError) in
                try Primitives.seal(
                    UnsafeRawBufferPointer(rebasing: bytes[start..<end]), with: key,
                    nonce: self.nonce(counter, isLast: isLast))
            }
            counter += 1
            start = end
        } while start < plaintext.count
    }

    /// Opens either the whole payload or nothing. A chunk is decrypted only if its tag is right, and the
    /// caller gets the plaintext only if all chunks are right.
    static func open(
        _ payload: ArraySlice<UInt8>, fileKey: SymmetricKey
    ) throws(AgeError) -> SecretBytes {
        guard payload.count >= nonceBytes + tag else { throw .payload("it is cut off") }
        let key = Primitives.derive(from: fileKey, salt: Array(payload.prefix(nonceBytes)), info: "payload")
        let sealed = payload.dropFirst(nonceBytes)
        let full = chunk + tag
        let chunks = (sealed.count + full - 1) / full
        let size = sealed.count - chunks * tag
        // The last chunk has a tag. It may be empty only if the whole plaintext is.
        guard sealed.count - (chunks - 1) * full > (chunks == 1 ? tag - 1 : tag) else {
            throw .payload("its last chunk is cut off or empty")
        }
        var broken: Int?
        let plaintext = SecretBytes(count: size) { buffer in
            for index in 0..<chunks {
                let start = sealed.startIndex + index * full
                let end = min(start + full, sealed.endIndex)
                let offset = index * chunk
                let target = UnsafeMutableRawBufferPointer(
                    rebasing: buffer[offset..<(offset + end - start - tag)])
                let nonce = nonce(UInt64(index), isLast: index == chunks - 1)
                guard Primitives.open(sealed[start..<end], with: key, nonce: nonce, into: target) else {
                    broken = index
                    return
                }
            }
        }
        // If a chunk fails, the chunks opened before it are wiped with `plaintext`.
        if let broken { throw .payload("chunk \(broken + 1) of \(chunks) is not what was sealed") }
        return plaintext
    }

    /// Returns a nonce: an 11-byte counter, then 1 for the last chunk and 0 for any other.
    private static func nonce(_ counter: UInt64, isLast: Bool) -> [UInt8] {
        [0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * $0)) } + [isLast ? 1 : 0]
    }
}
