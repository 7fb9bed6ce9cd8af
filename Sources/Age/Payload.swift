internal import Crypto

/// The sealed part: a nonce, then chunks of 64 KiB, each with its own tag, of which the last says that it is the last.
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
                    UnsafeRawBufferPointer(rebasing: bytes[start..<end]), key,
                    nonce: self.nonce(counter, isLast))
            }
            counter += 1
            start = end
        } while start < plaintext.count
    }

    /// Opens everything or nothing. The bytes of a chunk are released only when its tag was right, and to the caller only when
    /// the last chunk was too.
    static func open(
        _ payload: ArraySlice<UInt8>, fileKey: SymmetricKey
    ) throws(AgeError) -> SecretBytes {
        guard payload.count >= nonceBytes + tag else { throw .payload("it is cut off") }
        let key = Primitives.derive(from: fileKey, salt: Array(payload.prefix(nonceBytes)), info: "payload")
        let sealed = payload.dropFirst(nonceBytes)
        let full = chunk + tag
        let chunks = (sealed.count + full - 1) / full
        let size = sealed.count - chunks * tag
        // The last chunk has a tag, and is empty only where all is.
        guard sealed.count - (chunks - 1) * full > (chunks == 1 ? tag - 1 : tag) else {
            throw .payload("its last chunk is cut off or empty")
        }
        var broken: Int?
        let plaintext = SecretBytes(count: size) { buffer in
            for index in 0..<chunks {
                let start = sealed.startIndex + index * full
                let end = min(start + full, sealed.endIndex)
                let place = index * chunk
                let target = UnsafeMutableRawBufferPointer(
                    rebasing: buffer[place..<(place + end - start - tag)])
                let nonce = nonce(UInt64(index), index == chunks - 1)
                guard Primitives.open(sealed[start..<end], key, nonce: nonce, into: target) else {
                    broken = index
                    return
                }
            }
        }
        // What was opened before is wiped with `plaintext`.
        if let broken { throw .payload("chunk \(broken + 1) of \(chunks) is not what was sealed") }
        return plaintext
    }

    /// Eleven bytes of a counter, then whether this is the last chunk.
    private static func nonce(_ counter: UInt64, _ isLast: Bool) -> [UInt8] {
        [0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * $0)) } + [isLast ? 1 : 0]
    }
}
