public import Diagnostics

extension DiagnosticRule {
    /// A name of a file or folder that can't be part of an address.
    static let unusableName = DiagnosticRule(
        "PP504", severity: .error, title: "a name that can't be an address",
        explanation: """
            A path part can't start with a dot, end in a dot or space, hold control characters, `\\`, `:`, `@` or wildcards, be \
            Git's own or a name that Windows reserves, or have more than 200 bytes. Such a name can't be cloned everywhere, or \
            means something else on the command line. Rename the file or folder.
            """,
        wrong: "`prompts/con.prompt.yaml`, which Windows can't make.",
        right: "`prompts/contract.prompt.yaml`.", isFile: false)
}

extension Diagnostic {
    /// Reports the path part `name`, which `problem` makes unusable.
    static func unusableName(_ name: Substring, problem: PathPart.Problem) -> Diagnostic {
        Diagnostic(
            .unusableName, message: "the name \(quoted(name)) \(problem.message)", at: nil,
            help: "rename the file or folder: letters, digits, `-` and `_` are always safe")
    }

    /// The problem of a file or folder whose name is not UTF-8.
    public static var nameNotUTF8: Diagnostic {
        Diagnostic(.unusableName, message: "the name is not UTF-8", at: nil, help: "rename the file or folder")
    }
}
