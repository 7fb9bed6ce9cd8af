public import PromptCore
internal import PromptIndex
internal import SafeFiles

/// A file that refers to another, and the reference.
public struct User: Sendable, Hashable {
    /// The address of the file that refers.
    public let address: Address
    /// Its kind.
    public let kind: RecordKind
    /// The kind of the reference, its module and its option.
    public let reference: Reference
}

extension Store {
    /// Returns the files that refer to a shared module or variable, in the order of their paths.
    public func users(of address: Address, kind: RecordKind) -> [User] {
        let libraryIndex = libraryIndex(SegmentSection.referring).libraryIndex
        return libraryIndex.uses(of: address, kind: kind).map { use in
            let record = libraryIndex[use.record]
            return User(address: record.address, kind: record.kind, reference: use.reference)
        }
    }
}
