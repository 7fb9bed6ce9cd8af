internal import PromptCore
internal import PromptStore

/// Finds what a person means whose place is to be changed: records and folders, also folders without a
/// `folder.yaml`.
struct StructureTargets {
    private let store: Store
    private let globals: Globals

    init(_ store: Store, _ globals: Globals) {
        self.store = store
        self.globals = globals
    }

    /// As ``Store/item(named:)``.
    func item(_ text: String, kind: RecordKind? = nil) throws(Failure) -> Contents.File {
        try Failure.folding { () throws(StoreError) in
            try store.item(named: globals.record(text, kind: kind))
        }
    }

    /// The folder that `text` names.
    func folder(_ text: String) throws(Failure) -> Contents.File { try item(text, kind: .folder) }

    /// Refuses a destination that is written like a file.
    static func refuseEnding(_ text: String) throws(Failure) {
        guard let ending = RecordKind.addressable.map(\.fileEnding).first(where: text.hasSuffix) else {
            return
        }
        throw Failure(
            64, "an address has no ending", help: "write \(quoted(text.dropLast(ending.count)))")
    }
}
