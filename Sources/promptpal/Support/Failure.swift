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
                help: "`promptpal init` makes one; -C DIR or PROMPTPAL_STORE names one elsewhere")
        case .alreadyAStore(let path):
            self.init(
                status: 2, message: "\(path) is a store already",
                help: "`promptpal list -C \(ShellWord.quoted(path))` shows what is in it")
        case .notFound(let kind, let address, let near):
            self.init(
                status: 2, message: "no \(kind) \(quoted(address))",
                help: near.isEmpty
                    ? "`promptpal list` shows what there is"
                    : "did you mean \(alternatives(near.map { quoted($0) }))?")
        case .exists(let kind, _, let file):
            self.init(
                status: 2, message: "there is a \(kind.rawValue) at \(file) already",
                help: "choose another address")
        case .address(let problem):
            self.init(
                status: 64, message: problem.description,
                help: "an address is a path below prompts/: marketing/launch-email")
        case .versionGiven(let text, let version):
            self.init(
                status: 64,
                message:
                    "\(quoted(text)) names a version, and only what is in the work tree can be meant here",
                help:
                    "leave \(quoted(version)) away, or bring that version back first: `promptpal restore \(ShellWord.quoted(text))`"
            )
        case .noVersionGiven(let text):
            self.init(
                status: 64, message: "\(quoted(text)) names no version",
                help: "write \(ShellWord.quoted(text))@v3, or @ and a commit; `promptpal log` lists them")
        case .severalEdits(let status):
            self.init(
                status: 1, message: "\(status.changes.count) edits are in no version yet",
                help: "name them, or give --all: `promptpal status` lists them")
        case .overlooked(let error):
            self.init(
                status: 2, message: "nothing was saved: \(error.description)",
                help: "see who may read it (`ls -ld`); `promptpal save --force` saves without what is there")
        case .endingGiven(let address):
            self.init(status: 64, message: "an address has no ending", help: "write \(quoted(address))")
        case .notAPrompt(let address, let kind):
            self.init(
                status: 2,
                message: "\(quoted(address.path)) is a \(kind.rawValue), and only prompts are rendered",
                help: "`promptpal show \(ShellWord.quoted(address.path))` shows it, and who uses it")
        case .notShared(let address, let kind):
            self.init(
                status: 2,
                message: "\(quoted(address.path)) is a \(kind.rawValue): "
                    + "only shared modules and variables are referred to")
        case .noVariables(let address, let kind):
            self.init(
                status: 2, message: "\(quoted(address.path)) is a \(kind.rawValue): it has no variables")
        case .notUsed(let address, let kind):
            self.init(
                status: 2,
                message:
                    "\(quoted(address.path)) is a \(kind.rawValue), and only the use of prompts is noted",
                help: "`promptpal show \(ShellWord.quoted(address.path))` shows who refers to it")
        case .noFolderFile(let address):
            self.init(
                status: 2, message: "the folder \(quoted(address.path)) has no folder.yaml yet",
                help: "`promptpal new folder \(ShellWord.quoted(address.path))` makes one")
        case .inLayer(let address, let layer):
            let word = ShellWord.quoted(address.path)
            self.init(
                status: 2,
                message:
                    "\(quoted(address.path)) is in the layer \(layer), and only what is in this store can be meant here",
                help: "`promptpal cp \(word) \(word)` copies it here, where it goes before that of the layer")
        case .tooDeep(let depth, let limit):
            self.init(status: 64, message: "folders are nested at most \(limit) deep, not \(depth)")
        case .invalid(let report):
            self.init(status: 1, message: "")
            self.report = report
        case .secrets(let report):
            self.init(
                status: 1, message: "nothing was changed: a version can't be taken back",
                help:
                    "take it out; where the alarm is false, `promptpal save --allow-secret` saves the file first"
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
        case .noRepository(let path):
            self.init(
                status: 2, message: "no Git repository holds \(path), so changes can't become versions",
                help:
                    "`git init \(ShellWord.quoted(path))` makes one; `promptpal save --all` then makes the first version"
            )
        case .locked(let path, let owner):
            self.init(
                status: 2,
                message: "another process is writing to \(path)\(owner.map { " (process \($0))" } ?? "")",
                help: "wait for it to end, then run the command again")
        case .inProgress(let operation, let finish):
            self.init(status: 2, message: "\(operation) is in progress; nothing was written", help: finish)
        case .repository(let message, let help), .noVersion(let message, let help),
            .missing(let message, let help):
            self.init(status: 2, message: message, help: help)
        case .refused(let message, let help):
            self.init(status: 1, message: message, help: help)
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
