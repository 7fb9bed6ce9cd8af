public import PromptCore
public import YAMLTree

/// The reason why records can't be moved to the trash or restored from it.
public enum TrashRefusal: Sendable, Equatable {
    /// The ids of several entries begin with the typed text.
    case ambiguous(String, ids: [RecordID])
    /// The entry with this typed id can't be read.
    case unreadable(String)
    /// Nothing in the trash has this id or address; `near` is the most similar address.
    case noEntry(String, near: String?)
    /// Records that stay use the deleted ones; there is at least one.
    case used([UsedRecord])
    /// Records with these labels would be deleted; there is at least one.
    case labelled([LabelPath])
    /// The name of the folder is that of the trash's own files.
    case reservedName
    /// The folder contains no file, so there is nothing to delete.
    case emptyFolder(Address)
    /// Another process has changed the entry meanwhile.
    case changed(id: RecordID)
    /// The files of an entry are missing; `directory` is the entry's, relative to the store.
    case filesMissing(RecordKind, id: RecordID, directory: String)
    /// A record or folder has the entry's place; `id` is the entry's.
    case taken(RecordKind, Address, id: RecordID)
    /// The restored file can't get a new id.
    case newID(path: String, YAMLEditError)
}

/// A record with its users.
public struct UsedRecord: Sendable, Equatable {
    /// The used module or variable.
    public let address: Address
    /// The users, each once.
    public let users: [Address]
}
