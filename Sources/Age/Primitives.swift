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

    /// Opens the result of ``seal(_:_:nonce:)`` into `plaintext`, which is 16 bytes shorter. Writes nothing
    /// before the tag is verified.
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
