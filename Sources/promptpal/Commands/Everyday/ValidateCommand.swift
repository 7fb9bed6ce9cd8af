internal import ArgumentParser
internal import Diagnostics
internal import Glibc
internal import PromptCore
internal import PromptStore
internal import SafeFiles
internal import SystemPackage

/// `promptpal validate`
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check prompts, modules, variables and folders.",
        discussion: """
            Shows every problem of every file, with its position and what to do. Without
            arguments, it checks the whole store and compares ids and names across it.

            EXAMPLES:
              promptpal validate
              promptpal validate marketing/launch-email --strict
              promptpal validate marketing/launch-email@HEAD~2
              promptpal validate --format sarif > results.sarif
              promptpal validate --fix
            """)

    /// The formats of the output.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case plain, json, sarif, github
    }

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp(
            "Addresses (with @VERSION for an older version), folders or files; default: the whole store.",
            valueName: "address|path"),
        completion: .custom(Completion.addressesAndFolders))
    var targets: [String] = []

    @Flag(help: "Let warnings count as errors.")
    var strict = false

    @Option(help: "The output format: plain, json, sarif or github.")
    var format: Format = .plain

    @Flag(help: "The same as --format json.")
    var json = false

    @Flag(help: "Make safe repairs: ids, line ends, quotes around {{…}}, the order of keys.")
    var fix = false

    func validate() throws {
        if json, format != .plain, format != .json {
            throw ValidationError("--json is the same as --format json; give only one format.")
        }
    }

    func run() throws {
        Output.choose(globals.color)
        if fix, let version = targets.first(where: { VersionedName($0).spec != nil }) {
            throw Failure(
                status: 64,
                message:
                    "\(quoted(version)) names a version, but only files of the work tree can be repaired",
                help: "restore that version first: run `promptpal restore \(ShellWord.quoted(version))`")
        }
        let store = try globals.store()
        var report = try check(store)
        if fix {
            report = try repair(report, in: store)
        }
        write(report, of: store)
        let errors = report.count(.error) + (strict ? report.count(.warning) : 0)
        if errors > 0 { throw Failure(status: 1, message: "") }
    }

    /// Makes the repairs as one commit, and checks once more.
    private func repair(_ report: DiagnosticReport, in store: Store) throws(Failure) -> DiagnosticReport {
        let done = try Failure.folding { () throws(StoreError) in try store.fix(FixRequest(report)) }
        guard done.isChanged else { return report }
        if !globals.quiet {
            for repair in done.repairs { Output.error.line("fixed \(Terminal.safe(repair))") }
            if let commit = done.committed.shortCommit {
                Output.error.line("the repairs are one commit (\(commit))")
            }
        }
        return try check(store)
    }

    private func check(_ store: Store) throws(Failure) -> DiagnosticReport {
        let progress = targets.isEmpty ? Progress("files", quiet: globals.quiet) : nil
        defer { progress?.finish() }
        return try Failure.folding { () throws(StoreError) in
            try store.validate(
                ValidateRequest(names: targets, from: globals.start),
                progress: progress.map { bar in { done, total in bar.update(done, of: total) } })
        }
    }

    private func write(_ report: DiagnosticReport, of store: Store) {
        let output = Output.standard
        switch json ? .json : format {
        case .plain:
            output.write(text(of: report, for: output))
        case .json:
            output.line(JSONRenderer.render(report.maskingSecrets))
        case .sarif:
            output.line(
                SARIFRenderer.render(
                    RepositoryPaths.from(root: report.maskingSecrets, of: store), version: promptpalVersion,
                    rules: DiagnosticCatalog.all.rules))
        case .github:
            output.write(GitHubRenderer.render(RepositoryPaths.from(root: report.maskingSecrets, of: store)))
        }
    }

    private func text(of report: DiagnosticReport, for output: Output) -> String {
        ReportText.people(report, colour: output.usesColour, summary: !globals.quiet)
    }
}

/// Paths for services that read a whole repository: from its root, not from the store's.
enum RepositoryPaths {
    /// Returns the report with every file named from the root of the Git work tree around the store;
    /// unchanged if there is none.
    static func from(root report: DiagnosticReport, of store: Store) -> DiagnosticReport {
        guard let prefix = prefix(of: WorkingDirectory.absolute(store.path)), !prefix.isEmpty else {
            return report
        }
        var report = report
        for index in report.files.indices {
            let source = report.files[index].source
            report.files[index].source = SourceText(name: prefix + source.name, bytes: source.bytes)
        }
        return report
    }

    /// Returns the store's path below the nearest directory that contains `.git`, with a `/` at its end
    /// unless it is empty.
    private static func prefix(of store: FilePath) -> String? {
        var root = store
        while access(root.appending(".git").string, F_OK) != 0 {
            guard root.removeLastComponent(), !root.isEmpty else { return nil }
        }
        var path = store
        _ = path.removePrefix(root)
        return path.isEmpty ? "" : path.string + "/"
    }
}
