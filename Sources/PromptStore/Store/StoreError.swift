public import Diagnostics
public import Git
public import PromptCore
public import SafeFiles

/// The reason that an operation of a store failed. The command line words it.
public enum StoreError: Error, Sendable {
    /// There is no `promptpal.yaml` in this directory or any above it.
    case noStore(startedAt: String)
    /// A `promptpal.yaml` exists already.
    case alreadyAStore(path: String)
    /// Nothing has this address; `near` lists the most similar ones.
    case notFound(kind: String, address: String, near: [String])
    /// Something has this address already.
    case exists(kind: RecordKind, address: Address, file: String)
    /// The typed text is not a valid address.
    case address(AddressError)
    /// An address of the work tree is required, and `text` names a version; `version` begins with the `@`.
    case versionGiven(text: String, version: String)
    /// A version is required, and `text` names none.
    case noVersionGiven(text: String)
    /// An address is required, and a file's path was typed; the file has this address.
    case endingGiven(address: String)
    /// A prompt is required, and a record of another kind has the address.
    case notAPrompt(address: Address, kind: RecordKind)
    /// A record is required, and the path of a label file was given.
    case labelFileGiven(path: String, label: String, address: Address)
    /// Nothing refers to a record of this kind.
    case notShared(address: Address, kind: RecordKind)
    /// A record of this kind has no variables.
    case noVariables(address: Address, kind: RecordKind)
    /// The use of a record of this kind is not recorded.
    case notUsed(address: Address, kind: RecordKind)
    /// The folder exists and has no `folder.yaml`.
    case noFolderFile(address: Address)
    /// The record is in a layer, and only records of the store itself are allowed.
    case inLayer(address: Address, layer: String)
    /// Folders would be nested `depth` deep, more than `limit`.
    case tooDeep(depth: Int, limit: Int)
    /// The file can't be used because of its errors.
    case invalid(DiagnosticReport)
    /// A text in the files looks like a key (PP6xx), and would become part of a version.
    case secrets(DiagnosticReport)
    /// A key can't be set as requested.
    case assignment(AssignmentError)
    /// A module, option or variable can't be changed as requested.
    case structure(StructureError)
    /// The change would cause new errors.
    case newErrors([FileDiagnostics])
    /// The disk failed or refused an operation.
    case file(FileError)
    /// No Git repository contains the store, so no change can become a version.
    case noRepository(path: String)
    /// Several edits could be saved, and none was named.
    case severalEdits(StoreStatus)
    /// A file could not be read, and may belong to the files that would be saved.
    case overlooked(FileError)
    /// Another process has held the lock for too long; `owner` is its process id, if known.
    case locked(path: String, owner: Int?)
    /// A merge, rebase or similar operation is in progress; `finish` is the command that finishes it.
    case inProgress(operation: String, finish: String)
    /// The repository can't be used.
    case repository(RepositoryProblem)
    /// There is no such version.
    case versions(VersionRefusal)
    /// Records can't be moved, copied or removed.
    case refactoring(RefactoringRefusal)
    /// Records can't be moved to the trash or restored from it.
    case trash(TrashRefusal)
    /// A change can't be undone.
    case undo(UndoRefusal)
    /// A record can't get the content of a version.
    case restoring(RestoreRefusal)
    /// A label can't be set or removed.
    case label(LabelRefusal)
    /// The format of the store can't be changed.
    case migrate(MigrateRefusal)
    /// A folder can't be removed or named.
    case folder(FolderRefusal)
    /// A part of a record can't be removed.
    case part(StructureRefusal)
    /// The prompt exists and its file can't be read.
    case unreadable(address: Address)
    /// A person gave no value for a variable of this name.
    case noValue(variable: String)
    /// libgit2 reported an error.
    case git(GitError)
    /// The other side can't be reached or trusted, or refuses.
    case remote(RemoteError)
    /// A change can't be published.
    case transaction(TransactionProblem)
    /// The library can't be shared with its other side.
    case sync(SyncRefusal)
    /// A repository can't be cloned.
    case clone(CloneProblem)
    /// The usage should be shared, and the manifest does not allow it.
    case usageNotShared
}
