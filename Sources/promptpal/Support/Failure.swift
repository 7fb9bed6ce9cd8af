internal import Diagnostics
internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// An error for the user: its message, a hint, and the exit status.
struct Failure: Error {
    /// 1: the answer is no. 2: the command failed. 64: wrong usage.
    let status: Int32
    let message: String
    let help: String?
    /// Problems in files, shown before the message.
    var report: DiagnosticReport?
    /// The errors of files that the message contains.
    var fileErrors: [FileError] = []

    init(status: Int32, message: String, help: String? = nil) {
        self.status = status
        self.message = message
        self.help = help
    }

    /// Writes it to standard error.
    func report(to output: Output = .error) {
        if let report { output.write(ReportText.people(report, colour: output.usesColour)) }
        if !message.isEmpty { output.line("promptpal: \(Terminal.line(SecretScan.masked(message)))") }
        if let help { output.line("  help: \(Terminal.line(SecretScan.masked(help)))") }
        output.flush()
    }
}

extension Failure {
    /// Folds the errors of a store into a few kinds, with a hint each.
    init(_ error: StoreError) {
        switch error {
        case .noStore(let start):
            self.init(
                status: 2, message: "no store in \(start) or any directory above it",
                help: "run `promptpal init` to make a store, or name one with -C DIR or PROMPTPAL_STORE")
        case .alreadyAStore(let path):
            self.init(
                status: 2, message: "\(path) is already a store",
                help: "run `promptpal list -C \(ShellWord.quoted(path))` to see its content")
        case .notFound(let kind, let address, let near):
            self.init(
                status: 2, message: "no \(kind) \(quoted(address))",
                help: near.isEmpty
                    ? "run `promptpal list` to list all records"
                    : "did you mean \(alternatives(near.map { quoted($0) }))?")
        case .exists(let kind, _, let file):
            self.init(
                status: 2, message: "\(kind.rawValue) \(file) already exists",
                help: "choose another address")
        case .address(let problem):
            self.init(
                status: 64, message: problem.description,
                help: "an address is a path below prompts/, such as marketing/launch-email")
        case .versionGiven(let text, let version):
            self.init(
                status: 64,
                message:
                    "\(quoted(text)) names a version, but this command works only on the work tree",
                help:
                    "omit \(quoted(version)), or restore that version first: run `promptpal restore \(ShellWord.quoted(text))`"
            )
        case .noVersionGiven(let text):
            self.init(
                status: 64, message: "\(quoted(text)) does not name a version",
                help:
                    "write \(ShellWord.quoted(text))@v3, or @ and a commit; run `promptpal log` to list them")
        case .severalEdits(let status):
            self.init(
                status: 1, message: "\(status.changes.count) edits are not committed yet",
                help: "name the edits to save, or use --all; run `promptpal status` to list them")
        case .overlooked(let error):
            self.init(
                status: 2, message: "nothing was saved: \(error.description)",
                help: "run `ls -ld` to see who may read it, or `promptpal save --force` to save without it")
            fileErrors = [error]
        case .endingGiven(let address):
            self.init(status: 64, message: "an address has no file ending", help: "write \(quoted(address))")
        case .labelFileGiven(let path, let label, let address):
            self.init(
                status: 2, message: "\(path) is a label, not a record",
                help:
                    "`promptpal label set \(ShellWord.quoted(address.path)) \(label)` sets it again; `promptpal show \(ShellWord.quoted(address.path + "@" + label))` shows it"
            )
        case .notAPrompt(let address, let kind):
            self.init(
                status: 2,
                message: "\(quoted(address.shown)) is a \(kind.rawValue); only prompts can be rendered",
                help: "run `promptpal show \(ShellWord.quoted(address.shown))` to see it and its users")
        case .notShared(let address, let kind):
            self.init(
                status: 2,
                message: "\(quoted(address.shown)) is a \(kind.rawValue): "
                    + "only shared modules and variables have references")
        case .noVariables(let address, let kind):
            self.init(
                status: 2, message: "\(quoted(address.shown)) is a \(kind.rawValue): it has no variables")
        case .notUsed(let address, let kind):
            self.init(
                status: 2,
                message:
                    "\(quoted(address.shown)) is a \(kind.rawValue); only the use of prompts is recorded",
                help: "run `promptpal show \(ShellWord.quoted(address.shown))` to see its users")
        case .noFolderFile(let address):
            self.init(
                status: 2, message: "the folder \(quoted(address.shown)) has no folder.yaml yet",
                help: "run `promptpal new folder \(ShellWord.quoted(address.shown))` to make it")
        case .inLayer(let address, let layer):
            let word = ShellWord.quoted(address.shown)
            self.init(
                status: 2,
                message:
                    "\(quoted(address.shown)) is in the layer \(layer), but this command works only on this store",
                help: "run `promptpal cp \(word) \(word)` to copy it here; the copy hides the layer's")
        case .tooDeep(let depth, let limit):
            self.init(status: 64, message: "folders can be nested at most \(limit) levels deep, not \(depth)")
        case .invalid(let report):
            self.init(status: 1, message: "")
            self.report = report
        case .secrets(let report):
            self.init(
                status: 1, message: "nothing was changed: a commit can't be taken back",
                help:
                    "remove it; if it is a false alarm, run `promptpal save --allow-secret` first"
            )
            self.report = report
        case .assignment(let error): self.init(error)
        case .structure(let error): self.init(status: 1, message: error.message, help: error.help)
        case .newErrors(let files):
            let first = files.first?.diagnostics.first
            self.init(status: 1, message: first?.message ?? "", help: first?.help)
        case .file(.changedOnDisk(let path)):
            self.init(
                status: 2, message: "\(path) changed on disk since it was read; nothing was written",
                help: "run the command again")
        case .file(let error):
            self.init(status: 2, message: error.description)
            fileErrors = [error]
        case .noRepository(let path):
            self.init(
                status: 2, message: "\(path) is not in a Git repository, so changes can't be committed",
                help:
                    "run `git init \(ShellWord.quoted(path))`, then `promptpal save --all` to make the first commit"
            )
        case .locked(let path, let owner):
            self.init(
                status: 2,
                message: "another process is writing to \(path)\(owner.map { " (process \($0))" } ?? "")",
                help: "wait for it to end, then run the command again")
        case .inProgress(let operation, let finish):
            self.init(status: 2, message: "\(operation) is in progress; nothing was written", help: finish)
        case .repository(let problem): self.init(problem)
        case .git(let error): self.init(error)
        case .remote(let error): self.init(error)
        case .transaction(let problem): self.init(problem)
        case .sync(let refusal): self.init(refusal)
        case .clone(let problem): self.init(problem)
        case .usageNotShared:
            self.init(
                status: 1, message: "the store does not share its usage",
                help: "`usage: {share: true}` in promptpal.yaml makes usage/ part of every clone")
        case .versions(let refusal): self.init(refusal)
        case .refactoring(let refusal): self.init(refusal)
        case .trash(let refusal): self.init(refusal)
        case .undo(let refusal): self.init(refusal)
        case .restoring(let refusal): self.init(refusal)
        case .label(let refusal): self.init(refusal)
        case .migrate(let refusal): self.init(refusal)
        case .folder(let refusal): self.init(refusal)
        case .part(let refusal): self.init(refusal)
        case .unreadable(let address):
            self.init(status: 2, message: "\(quoted(address.path)) can't be read")
        case .noValue(let name):
            self.init(status: 1, message: "\(name) needs a value", help: "give it with --var \(name)=…")
        }
    }

    init(_ error: AssignmentError) {
        self.init(status: 1, message: error.message, help: error.help)
    }
}

/// Reports in the form for people.
enum ReportText {
    static func people(_ report: DiagnosticReport, colour: Bool, summary: Bool = false) -> String {
        var text = ""
        TextRenderer(style: colour ? .colour : .plain).render(
            report.maskingSecrets, summary: summary, into: &text)
        return text
    }
}

extension Failure {
    /// Runs `body` and folds the errors of the store.
    static func folding<Value: ~Copyable>(_ body: () throws(StoreError) -> Value) throws(Failure) -> Value {
        do {
            return try body()
        } catch {
            throw Failure(error)
        }
    }

    /// Returns an address as a person typed it, for a command that works on the work tree only.
    static func address(_ text: String) throws(Failure) -> Address {
        try folding { () throws(StoreError) in try Address(typed: text) }
    }
}

extension Failure {
    /// Files have errors that prevent the use of a record.
    init(blocked files: [FileDiagnostics]) {
        self.init(status: 1, message: "")
        report = DiagnosticReport(fileCount: files.count, files: files)
    }
}
