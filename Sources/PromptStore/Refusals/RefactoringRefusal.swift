public import PromptCore
public import SafeFiles
public import YAMLTree

/// The reason why records can't be moved, copied or removed.
public enum RefactoringRefusal: Sendable, Equatable {
    /// The source is the target.
    case isTarget(Address)
    /// The label file of a moved record can't be moved to this path, because the label of another record is there.
    case labelInTheWay(path: String)
    /// A folder can't be moved into itself.
    case moveIntoItself(Address)
    /// A folder can't be copied into itself.
    case copyIntoItself(Address)
    /// The folder contains no file, so nothing can be moved to `target`.
    case emptyFolder(Address, target: Address)
    /// Folders in the folder at this path are nested too deeply to be listed.
    case nested(path: String)
    /// The folder or file at this path can't be moved.
    case immovable(path: String, ImmovableEntry)
    /// Names of files in the folder are the same on many systems.
    case sameNames(in: Address)
    /// The path would be the same as `other` on many systems.
    case sameName(path: String, other: String)
    /// The file would be more than `limit` folders deep.
    case tooDeep(path: String, limit: Int)
    /// The file at its new path has to be changed, and that failed.
    case edit(path: String, AssignmentError)
    /// The file refers to a moved file, and its references can't be rewritten.
    case references(path: String, AssignmentError)
    /// No path could express these references after the change; there is at least one.
    case unnamed([NamePlace])
    /// These names would get another meaning; there is at least one. The first one means `target` now, and
    /// `isVariable` is true if it is a variable's name.
    case meanings([NamePlace], by: Rearranging, target: Address, isVariable: Bool)
    /// The file can't be copied.
    case copy(path: String, EditFailure)
    /// A layer's record can't be read, so its copy can't get an id.
    case layerRecord(Address)
    /// A file could not be read, and may refer to what would be removed.
    case overlooked(FileError, by: Removal)
    /// Removed files are still used; there is at least one use.
    case used([RecordUse], by: Removal)
}

/// The reason why an entry of a folder can't be moved.
public enum ImmovableEntry: Sendable, Equatable {
    /// Its name is not UTF-8.
    case nameNotUTF8
    /// It is a Git repository of its own.
    case repository
    /// It is not a file or folder.
    case type(EntryType)
}

/// A name in a file.
public struct NamePlace: Sendable, Equatable {
    /// The name as written.
    public let name: String
    /// The path of the file, relative to the store.
    public let path: String
}

/// A change of structure.
public enum Rearranging: Sendable, Equatable {
    /// A record or folder is moved.
    case moving(Address)
    /// A record or folder is copied.
    case copying(Address)
    /// The contents of a folder are moved to the folder above.
    case dissolving(Address, into: Address)
}

/// A change that removes files from their paths.
public enum Removal: Sendable, Equatable {
    /// Files are moved.
    case move
    /// Files are moved to the trash.
    case deletion
    /// Edits are saved.
    case save
    /// A change is undone.
    case undo
}

/// A record that uses another one.
public struct RecordUse: Sendable, Equatable {
    /// The address of the user.
    public let user: Address
    /// The address of the used module or variable.
    public let used: Address
}

/// The reason why a file can't get a new content.
public enum EditFailure: Error, Sendable, Equatable {
    /// It can't be read.
    case unreadable
    /// A key can't be set.
    case keys(AssignmentError)
    /// The text can't be edited.
    case tree(YAMLEditError)
}

extension EditFailure {
    /// Runs `body` and folds the errors of an edit of a text.
    static func folding<Value>(_ body: () throws(YAMLEditError) -> Value) throws(EditFailure) -> Value {
        do { return try body() } catch { throw .tree(error) }
    }

    /// Runs `body` and folds the errors of a change of keys.
    static func folding<Value>(_ body: () throws(AssignmentError) -> Value) throws(EditFailure) -> Value {
        do { return try body() } catch { throw .keys(error) }
    }
}
