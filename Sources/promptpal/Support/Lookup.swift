internal import PromptCore
internal import PromptStore

/// Finds the record that a person means by an address.
struct Lookup {
    private let store: Store

    init(_ store: Store) {
        self.store = store
    }

    /// The file at `address`: of `kind` where it is said, else a prompt, module, variable or folder, in this
    /// order.
    func file(at address: Address, kind: RecordKind?) throws(Failure) -> ParsedFile {
        do throws(StoreError) {
            if let kind { return try store.read(kind, at: address) }
            return try store.read(at: address)
        } catch {
            guard kind == nil, case .notFound = error else { throw Failure(error) }
            if let folder = try? store.read(.folder, at: address) { return folder }
            if store.contents().folders.contains(address) {
                throw Failure(
                    2, "the folder \(quoted(address.path)) has no folder.yaml yet",
                    help: "`promptpal new folder \(address)` makes one")
            }
            throw Failure(error)
        }
    }
}
