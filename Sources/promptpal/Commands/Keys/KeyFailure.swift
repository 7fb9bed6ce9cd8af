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
                    "if nobody has used it, `chmod go-rwx \(ShellWord.quoted(path))`; else rotate the keys in it"
            )
        case .refused(.foreign(let path, let owner)):
            self.init(
                status: 2, message: PrivateDirectory.Refusal.foreign(path: path, owner: owner).description,
                help: "keys are read from your own files only; XDG_DATA_HOME names another place")
        case .refused(.linked(let path)):
            self.init(
                status: 2, message: PrivateDirectory.Refusal.linked(path: path).description,
                help: "copy it and remove the original: the other name may lie where others can reach it")
        case .refused(.file(let error)): self.init(StoreError.file(error))
        case .noHome:
            self.init(
                status: 2,
                message: "neither XDG_DATA_HOME nor HOME names a directory, so there is no place for keys")
        case .noIdentity(let path):
            self.init(
                status: 2, message: "there is no identity yet (\(path))",
                help: "`promptpal key identity new` makes one")
        case .identityExists(let path):
            self.init(
                status: 2,
                message: "there is an identity already (\(path)), and all that is sealed to it would be lost",
                help: "`promptpal key identity show` shows its recipient")
        case .badIdentity(let path, let why):
            self.init(
                status: 2, message: "\(path): \(why)",
                help: "bring the file back from a copy; without it nothing can be opened")
        case .wrongPassphrase:
            self.init(status: 2, message: "the passphrase is wrong", help: "without it nothing can be opened")
        case .notFound(let name, let near):
            self.init(
                status: 2, message: "no key \(quoted(name))",
                help: near.isEmpty
                    ? "`promptpal key list` shows what there is"
                    : "there \(near.count == 1 ? "is" : "are") \(near.map(\.description).joined(separator: ", "))"
            )
        case .ambiguous(let provider, let names):
            self.init(
                status: 2, message: "there are several keys of \(provider), and none is called default",
                help: "name one: \(names.map(\.description).joined(separator: ", "))")
        case .exists(let name, let path):
            self.init(
                status: 2, message: "there is a key \(name) already (\(path))",
                help: "`promptpal key rotate \(name)` puts a new one in its place; --nickname keeps both")
        case .revoked(let name, let time):
            self.init(
                status: 2, message: "\(name) was revoked at \(time)",
                help: "add a new one under another nickname")
        case .badFile(let path, let why):
            self.init(status: 2, message: "\(path) is no key as promptpal writes it: \(why)")
        case .notForYou(let name, let path):
            self.init(
                status: 2, message: "\(name) is sealed to others (\(path))",
                help:
                    "ask one of its recipients to run `promptpal key recipients add` with the recipient that `promptpal key identity show` shows"
            )
        case .moved(let path, let field):
            self.init(
                status: 2,
                message:
                    "\(path) is not the file that was sealed: its \(field) is another; nothing was opened",
                help: "someone moved, copied or changed it: bring it back, or add the key anew")
        case .damaged(let path, let error):
            self.init(
                status: 2, message: "\(path): \(error)",
                help: "bring the file back from the history or a copy, or add the key anew")
        case .noRecipients:
            self.init(
                status: 2, message: "the store names nobody to seal keys to",
                help: "`promptpal key recipients add` adds you; with a recipient (age1…) somebody else")
        case .recipientsChanged(let change):
            let added = change.added.map { "added \($0.recipient)\($0.name.map { " (\($0))" } ?? "")" }
            let removed = change.removed.map { "removed \($0)" }
            self.init(
                status: 1,
                message:
                    "the store's recipients are not those that you accepted: \((added + removed).joined(separator: ", "))",
                help: "ask who changed them; `promptpal key recipients accept` goes on with the new list")
        case .badRecipients(let path, let why): self.init(status: 2, message: "\(path): \(why)")
        case .noStore:
            self.init(
                status: 2, message: "no store is here, so there are no shared keys",
                help: "-C DIR or PROMPTPAL_STORE names one; without --shared a key is your own")
        case .age(let error): self.init(status: 2, message: error.description)
        case .store(let error): self.init(error)
        }
    }

    /// Runs `body` and folds the errors of the keyring.
    static func keyring<Value: ~Copyable>(_ body: () throws(KeyringError) -> Value) throws(Failure) -> Value {
        do throws(KeyringError) { return try body() } catch { throw Failure(error) }
    }
}
