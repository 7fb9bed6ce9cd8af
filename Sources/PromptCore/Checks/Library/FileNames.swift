public import Diagnostics

/// The rules for names of files and folders below `prompts/`.
public enum FileNames {
    /// Returns the address for a file's path below `prompts/`, or the problem of the path.
    ///
    /// - Parameter path: the path below `prompts/`, with its ending.
    public static func address(of path: String, kind: RecordKind) -> (address: Address?, problem: Diagnostic?)
    {
        let ending = kind == .folder ? "/" + kind.fileEnding : kind.fileEnding
        let bare: Substring =
            path == kind.fileEnding
            ? "" : path.hasSuffix(ending) ? Substring(path.utf8.dropLast(ending.utf8.count)) : Substring(path)
        if bare.isEmpty, kind == .folder { return (.top, nil) }
        for part in bare.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            let part = Substring(part)
            guard let problem = PathPart.problem(in: part) else { continue }
            return (nil, .unusableName(part, problem: problem))
        }
        return (Address(unchecked: String(bare)), nil)
    }

    /// Returns a problem for a file that is none of the library's kinds; `nil` if the file clearly has
    /// another purpose (a README, an image).
    ///
    /// - Parameter name: the file's name, the last part of its path.
    public static func stray(_ name: String) -> Diagnostic? {
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return nil }
        let bare = name.hasSuffix(".yml") ? name.dropLast(4) : name.dropLast(5)
        let kinds = RecordKind.addressable.map(\.rawValue)
        let known = kinds.first { bare.hasSuffix("." + $0) }
        let help =
            known.map { _ in "call it \(quoted(bare + ".yaml"))" }
            ?? (bare == "folder"
                ? "call it \"folder.yaml\""
                : "call it \(quoted(bare + ".prompt.yaml")) (or `.module.yaml`, `.variable.yaml`)")
        return .unknownEnding(help: help)
    }
}

extension DiagnosticRule {
    /// A name of a file or folder that can't be part of an address.
    static let unusableName = DiagnosticRule(
        "PP504", severity: .error, title: "a name that can't be an address",
        explanation: """
            A path part can't start with a dot, end in a dot or space, hold control characters, `\\`, `:`, \
            `@` or wildcards, be a name that Git or Windows reserves, or have more than 200 bytes. Such a \
            name can't be cloned everywhere, or means something else on the command line. Rename the file or \
            folder.
            """,
        wrong: "`prompts/con.prompt.yaml`, which Windows can't create.",
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
        Diagnostic(
            .unusableName, message: "the name is not UTF-8", at: nil, help: "rename the file or folder")
    }
}

extension DiagnosticRule {
    /// A YAML file whose name does not tell its kind, so it is not read.
    static let unknownEnding = DiagnosticRule(
        "PP505", severity: .warning, title: "a YAML file that is not read",
        explanation: """
            Below `prompts/`, the ending of a file's name determines its kind: `.prompt.yaml`, `.module.yaml` or `.variable.yaml`, or \
            the whole name `folder.yaml`. Other YAML files are skipped, which is usually a mistake.
            """,
        wrong: "`prompts/email.yaml`, or `prompts/email.prompt.yml`.",
        right: "`prompts/email.prompt.yaml`.", isFile: false)
}

extension Diagnostic {
    /// Reports a YAML file that is not read.
    static func unknownEnding(help: String) -> Diagnostic {
        Diagnostic(
            .unknownEnding, message: "this file is not read: its name has no known ending", at: nil,
            help: help)
    }
}
