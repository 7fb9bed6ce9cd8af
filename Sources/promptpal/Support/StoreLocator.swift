internal import PromptCore
internal import PromptStore
internal import SafeFiles
internal import Synchronization
internal import SystemPackage

/// Finds the store: from `-C DIR` upward, else in `$PROMPTPAL_STORE`, else from the working directory upward.
struct StoreLocator {
    /// The argument of `-C`.
    private let directory: String?

    init(_ directory: String?) {
        self.directory = directory
    }

    /// The directory that the command works from.
    var start: FilePath { WorkingDirectory.absolute(FilePath(directory ?? ".")) }

    func open() throws(Failure) -> Store {
        try checkStart()
        let named =
            directory == nil ? Host.environment("PROMPTPAL_STORE").flatMap { $0.isEmpty ? nil : $0 } : nil
        do throws(StoreError) {
            if let named {
                return try Store(opening: WorkingDirectory.absolute(FilePath(named)), in: .process)
            }
            return try Store(opening: try Store.discover(from: start), in: .process)
        } catch {
            guard case .noStore = error, let named else { throw Failure(error) }
            throw Failure(
                status: 2, message: "PROMPTPAL_STORE names \(quoted(named)), which has no promptpal.yaml",
                help: "run `promptpal init DIR` to make a store, or unset PROMPTPAL_STORE")
        }
    }

    /// Checks that the directory exists: a mistyped `-C` must not find a store further up.
    func checkStart() throws(Failure) {
        guard start.isAbsolute else {
            throw Failure(
                status: 2, message: "the working directory does not exist any more",
                help: "change to another directory, or name one with -C")
        }
        guard let directory else { return }
        do {
            let folder = try FileDescriptor.open(start, .readOnly, options: [.directory, .closeOnExec])
            try folder.close()
        } catch {
            let reason = (error as? Errno).map { ": \($0)" } ?? ""
            throw Failure(status: 2, message: "-C \(quoted(directory))\(reason)")
        }
    }
}

/// The store that this process works on, kept so that the gaps of its answer can be reported at the end.
enum OpenedStores {
    private static let stores = Mutex<[Store]>([])

    static func remember(_ store: Store) { stores.withLock { $0.append(store) } }

    /// Prints on standard error the folders and files that could not be read, so that nobody considers the
    /// output complete.
    ///
    /// - Parameter printed: the errors that were printed already.
    static func tellOverlooked(besides printed: [FileError]) {
        let errors = stores.withLock { $0 }.flatMap(\.overlooked)
            .filter { !printed.contains($0) }
        if errors.isEmpty { return }
        Output.standard.flush()
        for error in errors.prefix(shown) {
            Output.error.line("promptpal: skipped: \(Terminal.line(error.description))")
        }
        if errors.count > shown {
            Output.error.line("promptpal: skipped: \(counted(errors.count - shown, one: "more file"))")
        }
        Output.error.line("  help: the output is incomplete; run `ls -ld` to see who may read it")
        Output.error.flush()
    }

    private static let shown = 5
}
