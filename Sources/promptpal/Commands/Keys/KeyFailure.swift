internal import PromptCore
internal import PromptKeys
internal import PromptStore
internal import SafeFiles

extension Failure {
    /// Folds the errors of the keyring into a few kinds, with a hint each.
    init(_ error: KeyringError) {
        switch error {
        case .refused(.exposed(let path, let mode)):
            self.init(
                status: 2, message: PrivateDirectory.Refusal.exposed(path: path, mode: mode).description,
                help:
                    "if nobody has read it, run `chmod go-rwx \(ShellWord.quoted(path))`; else rotate the keys in it"
            )
        case .refused(.foreign(let path, let owner)):
            self.init(
                status: 2, message: PrivateDirectory.Refusal.foreign(path: path, owner: owner).description,
                help: "keys are read only from your own files; set XDG_DATA_HOME to use another location")
        case .refused(.linked(let path)):
            self.init(
                status: 2, message: PrivateDirectory.Refusal.linked(path: path).description,
                help: "copy it and remove the original: others may be able to reach it by its other name")
        case .refused(.file(let error)): self.init(StoreError.file(error))
        case .noHome:
            self.init(
                status: 2,
                message: "neither XDG_DATA_HOME nor HOME names a directory, so there is no location for keys")
        case .noIdentity(let path):
            self.init(
                status: 2, message: "there is no identity yet (\(path))",
                help: "run `promptpal key identity new` to make one")
        case .identityExists(let path):
            self.init(
                status: 2,
                message: "an identity already exists (\(path)); everything sealed to it would be lost",
                help: "run `promptpal key identity show` to see its recipient")
        case .badIdentity(let path, let why):
            self.init(
                status: 2, message: "\(path): \(why)",
                help: "restore the file from a copy; without it nothing can be opened")
        case .wrongPassphrase:
            self.init(status: 2, message: "the passphrase is wrong", help: "without it nothing can be opened")
        case .notFound(let name, let near):
            self.init(
                status: 2, message: "no key \(quoted(name))",
                help: near.isEmpty
                    ? "run `promptpal key list` to list all keys"
                    : "there \(near.count == 1 ? "is" : "are") \(near.map(\.description).joined(separator: ", "))"
            )
        case .ambiguous(let provider, let names):
            self.init(
                status: 2,
                message: "there are several keys of \(provider), and none has the nickname default",
                help: "name one: \(names.map(\.description).joined(separator: ", "))")
        case .exists(let name, let path):
            self.init(
                status: 2, message: "key \(name) already exists (\(path))",
                help: "run `promptpal key rotate \(name)` to replace it, or use --nickname to keep both")
        case .revoked(let name, let time):
            self.init(
                status: 2, message: "\(name) was revoked at \(time)",
                help: "add a new key with another nickname")
        case .badFile(let path, let why):
            self.init(status: 2, message: "\(path) is not a valid key file: \(why)")
        case .notForYou(let name, let path):
            self.init(
                status: 2, message: "\(name) is not sealed to you (\(path))",
                help:
                    "ask one of its recipients to run `promptpal key recipients add` with your recipient (run `promptpal key identity show`)"
            )
        case .moved(let path, let field):
            self.init(
                status: 2,
                message:
                    "\(path) is not the file that was sealed: its \(field) differs; nothing was opened",
                help: "someone moved, copied or changed the file: restore it, or add the key again")
        case .damaged(let path, let error):
            self.init(
                status: 2, message: "\(path): \(error)",
                help: "restore the file from the history or a copy, or add the key again")
        case .noConflict(let name):
            self.init(
                status: 2, message: "\(name) has one secret: there is nothing to resolve",
                help: "run `promptpal key list` to see the state of all keys")
        case .noRecipients:
            self.init(
                status: 2, message: "the store has no recipients to seal keys to",
                help:
                    "run `promptpal key recipients add` to add yourself, or give the recipient (age1…) of somebody else"
            )
        case .recipientsChanged(let change):
            let added = change.added.map { "added \($0.recipient)\($0.name.map { " (\($0))" } ?? "")" }
            let removed = change.removed.map { "removed \($0)" }
            self.init(
                status: 1,
                message:
                    "the store's recipients differ from those that you accepted: \((added + removed).joined(separator: ", "))",
                help: "ask who changed them; run `promptpal key recipients accept` to accept the new list")
        case .badRecipients(let path, let why): self.init(status: 2, message: "\(path): \(why)")
        case .noStore:
            self.init(
                status: 2, message: "there is no store here, so there are no shared keys",
                help: "name a store with -C DIR or PROMPTPAL_STORE, or omit --shared to use your own keys")
        case .age(let error): self.init(status: 2, message: error.description)
        case .store(let error): self.init(error)
        }
    }

    /// Runs `body` and folds the errors of the keyring.
    static func keyring<Value: ~Copyable>(_ body: () throws(KeyringError) -> Value) throws(Failure) -> Value {
        do throws(KeyringError) { return try body() } catch { throw Failure(error) }
    }
}
