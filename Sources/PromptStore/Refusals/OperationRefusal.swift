public import Diagnostics
public import PromptCore

/// The reason why a record can't get the content of a version.
public enum RestoreRefusal: Sendable, Equatable {
    /// The file can't be read in that version.
    case unreadable(Diagnostic)
    /// The record has edits that are not committed and would be lost.
    case unsavedEdits(path: String, Address)
}

/// The reason why a label can't be set or removed.
public enum LabelRefusal: Sendable, Equatable {
    /// The name can't be a label; `LabelName` gives the reason.
    case name(String)
    /// The record has no id.
    case noID(Address)
    /// The record does not have the label; `labels` are those that it has.
    case noLabel(String, of: Address, labels: [String])
    /// The file of labels can't be changed.
    case file(AssignmentError)
    /// The name can't be that of a folder on every system.
    case folderName(String, PathPart.Problem)
    /// Another label has the name in another case or Unicode form.
    case sameName(String, other: String)
    /// The store has format 1, whose labels can't be changed in this way.
    case needsLabelFiles
    /// A folder can't have a label.
    case folder(Address)
    /// The path of a file to copy has more than `limit` bytes.
    case longPath(String, limit: Int)
    /// The label file would have `byteCount` bytes, more than `limit`.
    case tooLarge(path: String, byteCount: Int, limit: Int)
    /// The label of another record has the path; `id` is that record's, if it can be read.
    case taken(path: String, id: RecordID?)
}

/// The reason why a folder can't be removed or named.
public enum FolderRefusal: Sendable, Equatable {
    /// The folder contains no file.
    case empty(Address)
    /// The file of the folder, at this path, can't be changed.
    case file(path: String, AssignmentError)
}

/// The reason why a part of a record can't be removed.
public enum StructureRefusal: Sendable, Equatable {
    /// Files choose the option; there is at least one.
    case optionChosen(String, by: [OptionChoice])
    /// The files at these paths use the variable.
    case variableUsed(String, in: [String])
}

/// A file that chooses an option of a shared module.
public struct OptionChoice: Sendable, Equatable {
    /// The path of the file, relative to the store.
    public let path: String
    /// The module that refers to the shared one; `nil` if the file is a module.
    public let module: String?
}
