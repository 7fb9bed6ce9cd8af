internal import Age
public import PromptStore
internal import SafeFiles

extension DoctorCheck {
    /// Checks that the shared keys and the list of recipients can be read.
    public static let keys = DoctorCheck { store in DoctorKeys(store).findings }
}

/// Finds files in the store's `keys/` that are not keys, and a list of recipients that can't be read. A
/// damaged sealed part is found only when the key is opened, which takes an identity.
struct DoctorKeys {
    private(set) var findings: [DoctorFinding] = []

    init(_ store: Store) {
        do throws(KeyringError) {
            let keyring = Keyring(store: store, personal: .none, in: store.environment)
            var problems: [KeyringError] = []
            let entries = try keyring.entries(.shared) { problems.append($0) }
            problems.forEach { add($0) }
            let list = try keyring.recipientList()
            for entry in entries { addState(of: entry, list: list) }
        } catch {
            add(error)
        }
    }

    /// Reports a key that a merge left with two secrets, or sealed to others than the list.
    private mutating func addState(of entry: Keyring.Entry, list: RecipientList) {
        if !entry.record.others.isEmpty {
            findings.append(
                DoctorFinding(
                    .keys, severity: .problem,
                    message: "a merge kept \(entry.record.others.count + 1) secrets",
                    path: entry.path, help: "run `promptpal key resolve \(entry.name) --ours` or `--theirs`"))
        }
        if let gap = RecipientGap(entry.record, list: list) {
            findings.append(
                DoctorFinding(
                    .keys, severity: .problem, message: gap.text, path: entry.path,
                    help: "run `promptpal key recipients add` to seal it to all recipients"))
        }
    }

    private mutating func add(_ error: KeyringError) {
        switch error {
        case .badFile(let path, let why):
            addProblem(at: path, message: "this is not a valid key file: \(why)")
        case .moved(let path, let field):
            addProblem(
                at: path,
                message:
                    "its \(field) differs from its path: the file was moved or copied and can't be opened")
        case .badRecipients(let path, let why): addProblem(at: path, message: why.description)
        case .damaged(let path, let error): addProblem(at: path, message: error.description)
        case .store(.file(let error)): addProblem(at: "keys", message: error.description)
        default: break
        }
    }

    private mutating func addProblem(at path: String, message: String) {
        findings.append(
            DoctorFinding(
                .keys, severity: .problem, message: message, path: path,
                help: "restore an older version (`promptpal log`, `git checkout`), or add the key again")
        )
    }
}
