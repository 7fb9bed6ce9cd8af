internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptKeys
internal import PromptStore

/// `promptpal doctor`
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the store, its repository and its settings.",
        discussion: """
            Prints each problem, why it matters and what to do. --repair fixes the problems
            that can be fixed without losing anything. Git's locks are never removed.

            EXAMPLES:
              promptpal doctor
              promptpal doctor --repair
              promptpal doctor --json | jq -r '.[] | select(.severity == "problem").message'
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Fix the problems that can be fixed safely.")
    var repair = false

    @OptionGroup var write: WriteArguments

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let report = try Failure.folding { () throws(StoreError) in
            try store.doctor(repairs: repair, adding: [.keys], write.options)
        }
        if write.json {
            Output.standard.line(DoctorCommand.json(report))
        } else {
            write(report)
        }
        if !report.openProblems.isEmpty { throw Failure(status: 1, message: "") }
    }

    private func write(_ report: DoctorReport) {
        let output = Output.standard
        for finding in report.findings where !globals.quiet || finding.severity == .problem {
            let path = finding.path.map { $0 + ": " } ?? ""
            let word = finding.isRepaired ? "fixed" : finding.severity.rawValue
            let style: Terminal.Style =
                finding.isRepaired ? .green : finding.severity == .problem ? .red : .blue
            let (message, help) = DoctorCommand.words(for: finding)
            output.line(Terminal.styled(word, as: style) + ": " + Terminal.line(path + message))
            if finding.isRepaired { continue }
            if let help { output.line("  help: " + Terminal.line(help)) }
            if let repair = finding.repair { output.line("  --repair \(Terminal.line(repair))") }
        }
        guard !globals.quiet else { return }
        let problems = report.openProblems.count
        let notes = report.findings.count { $0.severity == .note && !$0.isRepaired }
        let commit = report.committed?.shortCommit.map { " (\($0))" } ?? ""
        let fixed = report.findings.count(where: \.isRepaired)
        let parts = [
            problems == 0 ? "no problems" : counted(problems, one: "problem"),
            notes == 0 ? nil : counted(notes, one: "note"), fixed == 0 ? nil : "fixed \(fixed)" + commit,
        ]
        output.line(parts.compactMap { $0 }.joined(separator: ", "))
    }

    /// Returns the message and the help of a finding.
    private static func words(for finding: DoctorFinding) -> (message: String, help: String?) {
        guard let error = finding.error else { return (finding.message, finding.help) }
        let failure = Failure(error)
        if case .noRepository = error {
            return ("the store is not in a Git repository, so changes can't be committed", failure.help)
        }
        return (failure.message, failure.help)
    }

    private static func json(_ report: DoctorReport) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for finding in report.findings {
                let (message, help) = words(for: finding)
                list.object { object in
                    object.set("check", to: finding.check.rawValue)
                    object.set("severity", to: finding.severity.rawValue)
                    object.set("path", to: finding.path)
                    object.set("message", to: message)
                    object.set("help", to: help)
                    object.set("repair", to: finding.repair)
                    object.set("repaired", to: finding.isRepaired)
                }
            }
        }
        return json.text
    }
}
