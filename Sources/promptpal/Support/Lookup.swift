internal import PromptCore
internal import PromptStore

/// Finds the record that a person means by an address, or by the path of its file from the command's
/// directory.
struct Lookup {
    let store: Store
    let globals: Globals

    init(store: Store, globals: Globals) {
        self.store = store
        self.globals = globals
    }

    /// As ``Store/file(named:)``.
    func file(_ text: String, kind: RecordKind? = nil) throws(Failure) -> ParsedFile {
        try Failure.folding { () throws(StoreError) in
            try store.file(named: globals.record(text, kind: kind))
        }
    }

    /// As ``Store/address(of:)``.
    func address(of text: String) throws(Failure) -> (address: Address, kind: RecordKind?) {
        try Failure.folding { () throws(StoreError) in try store.address(of: globals.record(text)) }
    }
}

extension Globals {
    /// Returns the typed name, with the directory that the command works from.
    func record(_ text: String, kind: RecordKind? = nil) -> RecordName {
        RecordName(text, kind: kind, from: start)
    }

    /// Returns the typed names, with the directory that the command works from.
    func selection(_ names: [String]) -> RecordSelection { RecordSelection(names, from: start) }
}
