internal import PromptCore
internal import PromptStore
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
                status: 2, message: "PROMPTPAL_STORE names \(quoted(named)), where no promptpal.yaml is",
                help: "`promptpal init DIR` makes a store; unset PROMPTPAL_STORE to look for one upward")
        }
    }

    /// Checks that the directory exists: a mistyped `-C` must not find a store further up.
    func checkStart() throws(Failure) {
        guard start.isAbsolute else {
            throw Failure(
                status: 2, message: "the working directory is no longer there", help: "change to another, or name one with -C")
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
