internal import Diagnostics

extension DiagnosticRule {
    /// A file or folder that the system refuses to open or read.
    static let unreadableFile = DiagnosticRule(
        "PP512", severity: .error, title: "a file that can't be read",
        explanation: """
            The operating system refused to open or read the file or folder, mostly for want of permission. The message has its \
            words. All other files are checked.
            """,
        wrong: "`prompts/email.prompt.yaml` with the permissions `---------`.",
        right: "the same file, readable for you (`chmod u+r`).", isFile: false)
}

extension Diagnostic {
    /// Reports a file of the work tree; `reason` has the words of the system.
    static func unreadableFile(_ reason: String) -> Diagnostic {
        Diagnostic(
            .unreadableFile, message: "the file can't be read: \(reason)", at: nil,
            help: "see what it is and who may read it: `ls -ld` shows both")
    }

    /// Reports a file of a commit; `message` is a sentence without a full stop.
    static func unreadableFile(ofCommit message: String) -> Diagnostic {
        Diagnostic(.unreadableFile, message: message, at: nil, help: "`git fsck` looks for damage")
    }
}
