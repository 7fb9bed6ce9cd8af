/// The reason why Git's index can't be read, or a change of it can't be made.
public enum IndexError: Error, Sendable, Hashable {
    /// The bytes are no valid index; the text gives the problem, without a full stop.
    case damaged(String)
    /// A version of the format that isn't 2, 3 or 4.
    case unsupportedVersion(UInt32)
    /// An extension that changes the meaning of the entries: `link` (split index), `sdir` (sparse index), or
    /// an unknown one.
    case unsupportedExtension(String)
    /// The index is larger than this program supports.
    case tooLarge
    /// A path that Git would refuse in its index: empty, absolute, or with a part `..` or `.git`.
    case unusablePath(String)
}

extension IndexError: CustomStringConvertible {
    /// The problem, as a sentence without a full stop.
    public var description: String {
        switch self {
        case .damaged(let what): "Git's index is damaged: \(what)"
        case .unsupportedVersion(let version): "Git's index has version \(version), not 2, 3 or 4"
        case .unsupportedExtension("link"): "Git's index is split in two files"
        case .unsupportedExtension("sdir"): "Git's index is sparse: it holds whole folders as one entry"
        case .unsupportedExtension(let name): "Git's index has an extension '\(name)' that must be understood"
        case .tooLarge: "Git's index is too large"
        case .unusablePath(let path): "'\(path)' can't be a path in Git's index"
        }
    }

    /// The Git command that fixes it, with its effect; nil if there is none.
    public var help: String? {
        switch self {
        case .damaged:
            "`git read-tree HEAD` makes it anew: no file is touched, what was staged must be added again"
        case .unsupportedExtension("link"):
            "`git update-index --no-split-index` writes it as one file; nothing else changes"
        case .unsupportedExtension("sdir"):
            "`git sparse-checkout reapply --no-sparse-index` writes every entry; nothing else changes"
        case .unsupportedVersion, .unsupportedExtension, .tooLarge, .unusablePath:
            nil
        }
    }
}
