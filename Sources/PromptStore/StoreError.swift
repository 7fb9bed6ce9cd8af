public import Diagnostics
public import PromptCore

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
    /// The file can't be used as it stands.
    case invalid(DiagnosticReport)
    /// The disk refused.
    case file(FileError)
}
