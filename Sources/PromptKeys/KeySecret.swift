public import Age
internal import PromptCore

/// The rules for a secret that is to be stored.
public enum KeySecret {
    /// The longest key that is stored, in bytes.
    public static let maxBytes = 8192

    /// Returns the reason that the bytes can't be a key, in words that show nothing of them; `nil` if they
    /// can.
    public static func problem(_ secret: SecretBytes) -> String? {
        if secret.count == 0 { return "the key is empty" }
        if secret.count > maxBytes { return "the key is longer than \(maxBytes) bytes" }
        return secret.withBytes { bytes in
            bytes.allSatisfy { 0x21...0x7E ~= $0 }
                ? nil : "the key has a blank, a line end or another sign that no key has"
        }
    }

    /// Returns the reason that the key does not look like one of this provider; `nil` if it does, or if the
    /// provider's form is unknown.
    public static func mismatch(of secret: SecretBytes, with provider: String) -> String? {
        guard let known = KeyProvider.named(provider) else { return nil }
        let fits = secret.withBytes { known.accepts($0) }
        return fits ? nil : "this does not have the form of a key of \(known.title)'s"
    }

    /// Returns the reason that a key can't be sent to an address; `nil` if it can: `https`, or `http` on this
    /// machine, without a user name or invisible characters.
    public static func problem(baseURL url: String) -> String? {
        guard url.utf8.allSatisfy({ 0x21...0x7E ~= $0 }), url.utf8.count <= 2048 else {
            return "an address has no blanks and only ASCII signs"
        }
        let isLocal = ["http://localhost", "http://127.0.0.1", "http://[::1]"].contains { prefix in
            guard url.hasPrefix(prefix) else { return false }
            let next = url.dropFirst(prefix.count).first
            return next == nil || next == ":" || next == "/"
        }
        guard isLocal || url.hasPrefix("https://") && url.utf8.count > 8 else {
            return
                "it must begin with https:// (http:// only on this machine), or the key goes over the network in the open"
        }
        return url.contains { "@#?\\\"".contains($0) } ? "it has a sign that can't be in it" : nil
    }
}
