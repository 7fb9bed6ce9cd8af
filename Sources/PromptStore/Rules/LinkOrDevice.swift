internal import Diagnostics

extension DiagnosticRule {
    /// A file or folder of the library that is never followed or opened.
    static let linkOrDevice = DiagnosticRule(
        "PP510", severity: .error, title: "a link or device in the library",
        explanation: """
            Symbolic links are never followed and pipes, sockets and devices never opened, since a store may come from a stranger \
            and reading it must not leave its directory. Put a regular file or folder in its place; share texts with modules.
            """,
        wrong: "`prompts/email.prompt.yaml` as a symbolic link to a file elsewhere.",
        right: "`prompts/email.prompt.yaml` as a regular file.", isFile: false)
}

extension Diagnostic {
    /// Reports a symbolic link.
    static var symbolicLink: Diagnostic {
        Diagnostic(
            .linkOrDevice, message: "this is a symbolic link, which is never followed", at: nil,
            help: "put a regular file or folder in its place")
    }

    /// Reports something that is neither a file nor a folder; `type` is its type in words.
    static func linkOrDevice(_ type: String) -> Diagnostic {
        Diagnostic(
            .linkOrDevice, message: "this is \(type), which is never followed or read", at: nil,
            help: "put a regular file or folder in its place")
    }

    /// Reports a folder that is the work tree of another Git repository.
    static var otherRepository: Diagnostic {
        Diagnostic(
            .linkOrDevice, message: "this is a Git repository of its own, which is never read", at: nil,
            help: "move it out of the store, or make its prompts a layer")
    }
}
