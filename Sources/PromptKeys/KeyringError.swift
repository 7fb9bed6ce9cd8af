public import Age
public import PromptStore
public import SafeFiles

/// The reason that a key could not be stored, found or opened. No case contains a secret.
public enum KeyringError: Error, Sendable {
    /// The directory of personal keys is unsafe.
    case refused(PrivateDirectory.Refusal)
    /// Neither `$XDG_DATA_HOME` nor `$HOME` names a directory.
    case noHome
    /// There is no identity yet; `path` is its usual path.
    case noIdentity(path: String)
    /// There is an identity already.
    case identityExists(path: String)
    /// The identity's file is broken.
    case badIdentity(path: String, why: String)
    /// The identity is sealed by a passphrase, and the passphrase is wrong.
    case wrongPassphrase
    /// No key has this name; `near` lists the provider's keys.
    case notFound(name: String, near: [KeyName])
    /// The provider has several keys, and none is named `default`.
    case ambiguous(provider: String, names: [KeyName])
    case exists(KeyName, path: String)
    /// The key was revoked at this time (RFC 3339).
    case revoked(KeyName, at: String)
    /// The file does not follow the format of keys.
    case badFile(path: String, why: String)
    /// The key is sealed to others.
    case notForYou(KeyName, path: String)
    /// The sealed part and the readable description differ: the file was moved, copied or changed.
    case moved(path: String, field: String)
    /// The sealed part is broken.
    case damaged(path: String, AgeError)
    /// The store names no recipients for its keys.
    case noRecipients
    /// The store's list of recipients is not the one that was accepted.
    case recipientsChanged(RecipientChange)
    /// The list of recipients is broken.
    case badRecipients(path: String, why: String)
    /// There is no store.
    case noStore
    case age(AgeError)
    case store(StoreError)
}

extension KeyringError {
    static func folding<Value: ~Copyable>(
        _ body: () throws(PrivateDirectory.Refusal) -> Value
    ) throws(KeyringError) -> Value {
        do throws(PrivateDirectory.Refusal) { return try body() } catch { throw .refused(error) }
    }

    static func age<Value: ~Copyable>(_ body: () throws(AgeError) -> Value) throws(KeyringError) -> Value {
        do throws(AgeError) { return try body() } catch { throw .age(error) }
    }
}
