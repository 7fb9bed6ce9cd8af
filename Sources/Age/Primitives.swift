internal import Crypto
internal import FoundationEssentials

/// The primitives that the format is made of, all swift-crypto's, in the shapes that it needs. Foundation's data type goes
/// no further than this file.
enum Primitives {
    /// HKDF-SHA-256 (RFC 5869) to 32 bytes.
    static func derive(from key: SymmetricKey, salt: [UInt8], info: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key, salt: salt, info: Array(info.utf8), outputByteCount: 32)
    }

    static func key(_ secret: SecretBytes) -> SymmetricKey {
        secret.withBytes { SymmetricKey(data: $0) }
    }

    /// HMAC-SHA-256 of a header (RFC 2104).
    static func mac(_ signed: [UInt8], fileKey: SymmetricKey) -> [UInt8] {
        let key = derive(from: fileKey, salt: [], info: "header")
        return Array(HMAC<SHA256>.authenticationCode(for: signed, using: key))
    }

    /// Compares in constant time.
    static func isMAC(_ mac: [UInt8], of signed: [UInt8], fileKey: SymmetricKey) -> Bool {
        let key = derive(from: fileKey, salt: [], info: "header")
        return HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: signed, using: key)
    }

    /// ChaCha20-Poly1305 (RFC 7539): ciphertext, then the tag of 16 bytes.
    static func seal(
        _ plaintext: UnsafeRawBufferPointer, _ key: SymmetricKey, nonce: [UInt8]
    ) throws(AgeError) -> [UInt8] {
        do {
            let box = try ChaChaPoly.seal(plaintext, using: key, nonce: ChaChaPoly.Nonce(data: nonce))
            return Array(box.ciphertext) + Array(box.tag)
        } catch {
            // Only for a nonce that has not 12 bytes.
            throw .payload("it can't be sealed")
        }
    }

    /// Opens what ``seal(_:_:nonce:)`` made into `plaintext`, which is 16 bytes shorter. Nothing is written there before the tag
    /// was found right.
    ///
    /// - Returns: whether it was.
    static func open(
        _ sealed: ArraySlice<UInt8>, _ key: SymmetricKey, nonce: [UInt8],
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

    /// The X25519 public key of a private one.
    static func publicKey(_ key: Curve25519.KeyAgreement.PrivateKey) -> [UInt8] {
        Array(key.publicKey.rawRepresentation)
    }

    static func privateKey(_ secret: SecretBytes) -> Curve25519.KeyAgreement.PrivateKey? {
        secret.withBytes { try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: $0) }
    }

    /// The private key's bytes.
    static func bytes(_ key: Curve25519.KeyAgreement.PrivateKey) -> SecretBytes {
        var raw = key.rawRepresentation
        return raw.withUnsafeMutableBytes { bytes in
            defer { SecretBytes.wipe(bytes) }
            return SecretBytes(copying: UnsafeRawBufferPointer(bytes))
        }
    }

    /// X25519 (RFC 7748), or `nil` where the secret is all zeros, which swift-crypto lets pass: the other side is a point of
    /// low order then, and anybody knows the secret.
    static func shared(
        _ key: Curve25519.KeyAgreement.PrivateKey, _ other: [UInt8]
    ) -> SymmetricKey? {
        guard let other = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: other),
            let secret = try? key.sharedSecretFromKeyAgreement(with: other)
        else { return nil }
        return secret.withUnsafeBytes { bytes in
            bytes.reduce(0, |) == 0 ? nil : SymmetricKey(data: bytes)
        }
    }
}
