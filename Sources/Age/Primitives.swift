internal import Crypto
internal import FoundationEssentials

/// The cryptographic primitives of the format, all from swift-crypto. Foundation's data type is used in this
/// file only.
enum Primitives {
    /// Returns 32 bytes of HKDF-SHA-256 (RFC 5869).
    static func derive(from key: SymmetricKey, salt: [UInt8], info: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, salt: salt, info: Array(info.utf8), outputByteCount: 32)
    }

    static func key(_ secret: SecretBytes) -> SymmetricKey {
        secret.withBytes { SymmetricKey(data: $0) }
    }

    /// Returns the HMAC-SHA-256 (RFC 2104) of a header.
    static func mac(_ signed: [UInt8], fileKey: SymmetricKey) -> [UInt8] {
        let key = derive(from: fileKey, salt: [], info: "header")
        return Array(HMAC<SHA256>.authenticationCode(for: signed, using: key))
    }

    /// True if the MAC is right; compared in constant time.
    static func isMAC(_ mac: [UInt8], of signed: [UInt8], fileKey: SymmetricKey) -> Bool {
        let key = derive(from: fileKey, salt: [], info: "header")
        return HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: signed, using: key)
    }

    /// Returns the ChaCha20-Poly1305 (RFC 7539) ciphertext, followed by the tag of 16 bytes.
    static func seal(
        _ plaintext: UnsafeRawBufferPointer, with key: SymmetricKey, nonce: [UInt8]
    ) throws(AgeError) -> [UInt8] {
        do {
            let box = try ChaChaPoly.seal(plaintext, using: key, nonce: ChaChaPoly.Nonce(data: nonce))
            return Array(box.ciphertext) + Array(box.tag)
        } catch {
            // Happens only if the nonce does not have 12 bytes.
            throw .payload("it can't be sealed")
        }
    }

    /// Opens the result of ``seal(_:with:nonce:)`` into `plaintext`, which is 16 bytes shorter. Writes
    /// nothing before the tag is verified.
    ///
    /// - Returns: True if the tag was right.
    static func open(
        _ sealed: ArraySlice<UInt8>, with key: SymmetricKey, nonce: [UInt8],
        into plaintext: UnsafeMutableRawBufferPointer
    ) -> Bool {
        guard sealed.count >= 16, plaintext.count == sealed.count - 16,
            let nonce = try? ChaChaPoly.Nonce(data: nonce),
            let box = try? ChaChaPoly.SealedBox(
                nonce: nonce, ciphertext: sealed.dropLast(16), tag: sealed.suffix(16)),
            var opened = try? ChaChaPoly.open(box, using: key)
        else { return false }
        opened.withUnsafeMutableBytes { bytes in
            plaintext.copyMemory(from: UnsafeRawBufferPointer(bytes))
            SecretBytes.wipe(bytes)
        }
        return true
    }

    /// Returns the X25519 public key of a private key.
    static func publicKey(_ key: Curve25519.KeyAgreement.PrivateKey) -> [UInt8] {
        Array(key.publicKey.rawRepresentation)
    }

    static func privateKey(_ secret: SecretBytes) -> Curve25519.KeyAgreement.PrivateKey? {
        secret.withBytes { try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: $0) }
    }

    /// Returns the private key's bytes.
    static func bytes(_ key: Curve25519.KeyAgreement.PrivateKey) -> SecretBytes {
        var raw = key.rawRepresentation
        return raw.withUnsafeMutableBytes { bytes in
            defer { SecretBytes.wipe(bytes) }
            return SecretBytes(copying: UnsafeRawBufferPointer(bytes))
        }
    }

    /// Returns the X25519 shared secret (RFC 7748); `nil` if it is all zeros, which swift-crypto accepts. In
    /// that case the other key is a point of low order, and everybody knows the secret.
    static func shared(
        _ key: Curve25519.KeyAgreement.PrivateKey, with other: [UInt8]
    ) -> SymmetricKey? {
        guard let other = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: other),
            let secret = try? key.sharedSecretFromKeyAgreement(with: other)
        else { return nil }
        return secret.withUnsafeBytes { bytes in
            bytes.reduce(0, |) == 0 ? nil : SymmetricKey(data: bytes)
        }
    }
}

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
        if let broken { throw .payload("chunk \(broken + 1) of \(chunks) fails authentication") }
        return plaintext
    }

    /// Returns a nonce: an 11-byte counter, then 1 for the last chunk and 0 for any other.
    private static func nonce(_ counter: UInt64, isLast: Bool) -> [UInt8] {
        [0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: counter >> (56 - 8 * $0)) } + [isLast ? 1 : 0]
    }
}
