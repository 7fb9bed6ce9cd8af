internal import Git
internal import GitIndex
internal import PromptCore
internal import SafeFiles

/// An error of a lower target, which operations of a store pass on as one of theirs.
protocol LowerError: Error {
    /// The same error as one of a store.
    var inStore: StoreError { get }
}

extension StoreError {
    /// Converts an error of a lower target.
    init(_ error: some LowerError) { self = error.inStore }

    /// Runs `body` and converts its error.
    static func folding<Value: ~Copyable, Lower: LowerError>(
        _ body: () throws(Lower) -> Value
    ) throws(StoreError) -> Value {
        do {
            return try body()
        } catch {
            throw error.inStore
        }
    }
}

extension FileError: LowerError {
    var inStore: StoreError { .file(self) }
}

extension GitError: LowerError {
    var inStore: StoreError { .git(self) }
}

extension IndexError: LowerError {
    var inStore: StoreError { .transaction(.index(self)) }
}

extension RemoteError: LowerError {
    var inStore: StoreError { .remote(self) }
}

extension RepositoryError: LowerError {
    var inStore: StoreError {
        switch self {
        case .notFound(let start): .noRepository(path: start)
        case .git(let error): .git(error)
        case .unsafe, .unsupported: .repository(.unusable(self))
        }
    }
}

extension AddressError: LowerError {
    var inStore: StoreError { .address(self) }
}

extension AssignmentError: LowerError {
    var inStore: StoreError { .assignment(self) }
}

extension StructureError: LowerError {
    var inStore: StoreError { .structure(self) }
}
