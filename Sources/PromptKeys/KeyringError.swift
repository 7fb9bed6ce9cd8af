public import Age
public import PromptStore
public import SafeFiles

/// Why a key could not be kept, found or opened. No case carries anything secret.
public enum KeyringError: Error, Sendable {
    /// The directory of personal keys is not as it must be.
    case refused(PrivateDirectory.Refusal)
    /// Neither `$XDG_DATA_HOME` nor `$HOME` names a directory.
    case noHome
    /// There is no identity yet; where it would be.
    case noIdentity(path: String)
    /// There is one already.
    case identityExists(path: String)
    /// The identity's file is broken.
    case badIdentity(path: String, why: String)
    /// The identity is sealed by a passphrase, and the passphrase is wrong.
    case wrongPassphrase
    /// No key has this name; those that are there for the provider.
    case notFound(name: String, near: [KeyName])
    /// The provider has several keys, and none is called `default`.
    case ambiguous(provider: String, names: [KeyName])
    case exists(KeyName, path: String)
    /// The key was revoked, at this time.
    case revoked(KeyName, at: String)
    /// The file is no key as it is written here.
    case badFile(path: String, why: String)
    /// The key is sealed to others.
    case notForYou(KeyName, path: String)
    /// What is sealed and what is readable are not the same: the file was moved, copied or changed.
    case moved(path: String, field: String)
    /// The sealed part is broken.
    case damaged(path: String, AgeError)
    /// The store names nobody to seal keys to.
    case noRecipients
    /// The store's list of recipients is not the one that was accepted.
    case recipientsChanged(RecipientChange)
    /// The list of recipients is broken.
    case badRecipients(path: String, why: String)
    /// No store is here.
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
