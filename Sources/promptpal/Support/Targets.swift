internal import Diagnostics
internal import PromptCore
internal import PromptStore

/// Finds the files that a person names by address, folder or path.
struct Targets {
    private let store: Store
    private let globals: Globals
    private let contents: Contents

    init(_ store: Store, _ globals: Globals) {
        self.store = store
        self.globals = globals
        contents = store.contents()
    }

    /// As ``Store/files(named:among:)``.
    func files(_ names: [String]) throws(Failure) -> [Contents.File] {
        try Failure.folding { () throws(StoreError) in
            try store.files(named: globals.selection(names), among: contents)
        }
    }

    /// As ``Store/problems(named:among:)``.
    func problems(_ names: [String]) -> [FileDiagnostics] {
        store.problems(named: globals.selection(names), among: contents)
    }
}
