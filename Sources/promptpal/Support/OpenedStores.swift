internal import PromptCore
internal import PromptStore
internal import SafeFiles
internal import Synchronization

/// The store that this process works on, kept so that the gaps of its answer can be reported at the end.
enum OpenedStores {
    private static let stores = Mutex<[Store]>([])

    static func remember(_ store: Store) { stores.withLock { $0.append(store) } }

    /// Prints on standard error the folders and files that could not be read, so that nobody considers the
    /// output complete.
    ///
    /// - Parameter message: a message that was printed already; paths in it are not printed again.
    static func tellOverlooked(besides message: String) {
        let errors = stores.withLock { $0 }.flatMap(\.overlooked)
            .filter { !message.contains($0.description) }
        if errors.isEmpty { return }
        Output.standard.flush()
        for error in errors.prefix(shown) {
            Output.error.line("promptpal: passed over: \(Terminal.line(error.description))")
        }
        if errors.count > shown {
            Output.error.line("promptpal: passed over: \(counted(errors.count - shown, one: "more file"))")
        }
        Output.error.line("  help: the answer is without it; `ls -ld` shows who may read it")
        Output.error.flush()
    }

    private static let shown = 5
}
