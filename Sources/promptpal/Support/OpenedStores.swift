internal import PromptCore
internal import PromptStore
internal import SafeFiles
internal import Synchronization

/// The store that this process works on, remembered so that what its answer lacks can be said at the end.
enum OpenedStores {
    private static let stores = Mutex<[Store]>([])

    static func remember(_ store: Store) { stores.withLock { $0.append(store) } }

    /// Says on standard error which folders and files could not be looked at, so that nobody takes what was printed for all
    /// there is.
    ///
    /// - Parameter message: has been said; what it names is not said again.
    static func tellOverlooked(besides message: String) {
        let errors = stores.withLock { $0 }.flatMap(\.overlooked)
            .filter { !message.contains($0.description) }
        if errors.isEmpty { return }
        Output.standard.flush()
        for error in errors.prefix(shown) {
            Output.error.line("promptpal: passed over: \(Terminal.line(error.description))")
        }
        if errors.count > shown {
            Output.error.line("promptpal: passed over: \(counted(errors.count - shown, "more file"))")
        }
        Output.error.line("  help: the answer is without it; `ls -ld` shows who may read it")
        Output.error.flush()
    }

    private static let shown = 5
}
