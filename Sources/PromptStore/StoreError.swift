public import Diagnostics
public import PromptCore
public import SafeFiles

/// Why a store could not do what it was asked. The command line puts it into words.
public enum StoreError: Error, Sendable {
    /// There is no `promptpal.yaml` in this directory or any above it.
    case noStore(startedAt: String)
    /// A `promptpal.yaml` is there already.
    case alreadyAStore(path: String)
    /// Nothing has this address; the nearest that exist.
    case notFound(kind: String, address: String, near: [String])
    /// Something has this address already.
    case exists(kind: RecordKind, address: Address, file: String)
    /// What was typed can't be an address.
    case address(AddressError)
    /// An address of the work tree was wanted, and `text` names a version; `version` begins with the `@`.
    case versionGiven(text: String, version: String)
    /// A version was wanted, and `text` names none.
    case noVersionGiven(text: String)
    /// An address was wanted, and a file's path was typed; the address that it has.
    case endingGiven(address: String)
    /// A prompt was wanted, and a record of another kind has the address.
    case notAPrompt(address: Address, kind: RecordKind)
    /// Nothing refers to a record of this kind.
    case notShared(address: Address, kind: RecordKind)
    /// A record of this kind has no variables.
    case noVariables(address: Address, kind: RecordKind)
    /// The use of a record of this kind is not noted.
    case notUsed(address: Address, kind: RecordKind)
    /// The folder is there and has no `folder.yaml`.
    case noFolderFile(address: Address)
    /// The record is in a layer, and only one of the store itself can be meant.
    case inLayer(address: Address, layer: String)
    /// Folders would be nested `depth` deep, more than `limit`.
    case tooDeep(depth: Int, limit: Int)
    /// The file can't be used as it stands.
    case invalid(DiagnosticReport)
    /// Something in the files looks like a key (PP6xx), and would become part of a version.
    case secrets(DiagnosticReport)
    /// A key can't be set as asked.
    case assignment(AssignmentError)
    /// A module, option or variable can't be changed as asked.
    case structure(StructureError)
    /// The change would bring errors that are not there now.
    case newErrors([FileDiagnostics])
    /// The disk refused.
    case file(FileError)
    /// No Git repository holds the store, so no change can become a version.
    case noRepository(path: String)
    /// Several edits could be saved, and none was named.
    case severalEdits(StoreStatus)
    /// Something could not be looked at, and may belong to what is to be saved.
    case overlooked(FileError)
    /// Another process has held the lock for too long; its process id where it is known.
    case locked(path: String, owner: Int?)
    /// A merge, rebase or the like is in progress, and what finishes it.
    case inProgress(operation: String, finish: String)
    /// The repository can't be used, or libgit2 refused.
    case repository(message: String, help: String?)
    /// There is nothing of that name.
    case missing(message: String, help: String?)
    /// There is no such version.
    case noVersion(message: String, help: String?)
    /// The answer is no: something else depends on what would go, or a place is taken.
    case refused(message: String, help: String?)
}
