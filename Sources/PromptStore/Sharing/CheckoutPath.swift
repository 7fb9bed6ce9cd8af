internal import Git
internal import PromptCore
internal import SafeFiles

/// Decides if an entry of a commit may become a file of the work tree. A commit may come from a stranger, and
/// contain names that lead elsewhere: none of them is ever written.
enum CheckoutPath {
    /// Returns the path as text.
    ///
    /// - Throws: `refused` if it could lead out of the work tree or into the repository itself, or is not a
    ///   regular file.
    static func checked(_ path: [UInt8], content: TreeContent?, help: String) throws(StoreError) -> String {
        let shown = DirectoryEntry.escaped(path)
        guard let text = String(validating: path, as: UTF8.self) else {
            throw refusal(of: shown, because: "is not UTF-8", help: help)
        }
        for part in text.split(separator: "/", omittingEmptySubsequences: false) {
            if let problem = danger(part) { throw refusal(of: shown, because: problem.message, help: help) }
        }
        switch content?.mode {
        case nil, .file, .executable: return text
        case .link: throw refusal(of: shown, because: "is a symbolic link", help: help)
        default: throw refusal(of: shown, because: "is a repository of its own (a submodule)", help: help)
        }
    }

    /// Returns the problem of one part; names that are only unusual elsewhere are accepted.
    private static func danger(_ part: Substring) -> PathPart.Problem? {
        switch PathPart.problem(in: part) {
        case .empty: return .empty
        case .dots: return .dots
        case .git: return .git
        case .forbidden(let scalar) where scalar.value < 0x20 || scalar.value == 0x7F || scalar == "\\":
            return .forbidden(scalar)
        default:
            // A hidden name is checked for Git's own names after the rule that comes first.
            let lower = part.lowercased()
            return lower.hasPrefix(".git") && lower.drop { $0 == "." || $0 == " " } == "git" ? .git : nil
        }
    }

    private static func refusal(of path: String, because why: String, help: String) -> StoreError {
        .refused(
            message:
                "what was fetched has \(quoted(path)), which \(why); it is not taken, and nothing has changed",
            help: help)
    }
}
