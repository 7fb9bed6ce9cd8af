internal import Diagnostics

extension DiagnosticRule {
    /// A library with more files, or deeper folders, than are read.
    static let tooManyFolders = DiagnosticRule(
        "PP511", severity: .error, title: "too many or too deep folders",
        explanation: """
            Folders may be nested 64 levels deep, and a library may hold two million files. Beyond that the store is damaged or \
            hostile. What lies deeper is not read; move it up.
            """,
        wrong: "a folder with more than 64 folders above it below `prompts/`.",
        right: "the same folder a few levels below `prompts/`.", isFile: false)
}

extension Diagnostic {
    /// Reports a folder that is nested deeper than `limit`.
    static func tooManyFolders(depthLimit limit: Int) -> Diagnostic {
        Diagnostic(
            .tooManyFolders, message: "folders are nested more than \(limit) deep", at: nil, help: "move it up")
    }

    /// Reports a library with more than `limit` files.
    static func tooManyFolders(fileLimit limit: Int) -> Diagnostic {
        Diagnostic(
            .tooManyFolders, message: "there are more than \(limit) files", at: nil,
            help: "look for what does not belong below `prompts/`")
    }
}
