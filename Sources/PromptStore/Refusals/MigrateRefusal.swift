public import PromptCore
public import YAMLTree

/// The reason why the format of a store can't be changed.
public enum MigrateRefusal: Sendable, Equatable {
    /// A store of format 1 has a label file at this path already.
    case labelFileExists(path: String)
    /// The new format can't have these labels; there is at least one.
    case labels([UnmigratedLabel], in: Format)
    /// The manifest can't be read.
    case unreadableManifest
    /// The number of the format can't be changed in the manifest.
    case manifest(YAMLEditError)
    /// The labels can't be written to `labels.yaml`.
    case labelList(AssignmentError)
}

/// A label that a format can't have.
public struct UnmigratedLabel: Sendable, Equatable {
    /// The label: `marketing/launch-email@production`.
    public let label: String
    /// The reason.
    public let problem: LabelMigrationProblem
}

/// The reason why a format can't have a label.
public enum LabelMigrationProblem: Sendable, Equatable {
    /// The name can't be that of a folder on every system.
    case folderName(PathPart.Problem)
    /// Another label has the name in another case or Unicode form.
    case sameName(other: String)
    /// The repository does not have the commit, 40 hexadecimal digits.
    case commitMissing(String)
    /// The commit, 40 hexadecimal digits, does not have the record.
    case recordMissing(commit: String)
    /// It is the label of a folder.
    case folder
    /// Another record has the label at the same address.
    case taken(Address)
    /// The file at this path had an error in that version; `code` and `message` are the diagnostic's.
    case invalidFile(path: String, code: String, message: String)
    /// The label can't be a file.
    case label(LabelRefusal)
    /// The label file has errors.
    case unreadable
    /// No commit has the label's texts.
    case noCommit
}
