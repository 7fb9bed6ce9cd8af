public import ArgumentParser
public import PromptCore
internal import PromptStore
internal import SafeFiles
internal import Synchronization
internal import SystemPackage

/// Options that every command takes, before or after its word.
struct Globals: ParsableArguments {
    @Option(
        name: .customShort("C"),
        help: ArgumentHelp("Work as if started in this directory.", valueName: "dir"),
        completion: .directory)
    var directory: String?

    @Flag(name: .shortAndLong, help: "Print only the requested output.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Print more: the store and the source of each value.")
    var verbose = false

    @Option(help: ArgumentHelp("Colour: auto, always or never.", valueName: "when"))
    var color: ColourChoice = .auto

    /// Returns the store: that of `-C`, else of `$PROMPTPAL_STORE`, else the nearest one upward.
    func store() throws(Failure) -> Store {
        let store = try StoreLocator(directory).open()
        if !quiet { OpenedStores.remember(store) }
        if verbose {
            Output.error.line("store: \(Terminal.line(WorkingDirectory.absolute(store.path).string))")
        }
        return store
    }

    /// The directory the command works from.
    var start: FilePath { StoreLocator(directory).start }

}

extension ColourChoice: ExpressibleByArgument {}

/// The output of `--version`; the change log has an entry for it.
let promptpalVersion = "0.1.0"

/// The kinds of records that can be made.
enum RecordKindArgument: String, ExpressibleByArgument, CaseIterable {
    case prompt, module, variable, folder

    var record: RecordKind {
        switch self {
        case .prompt: .prompt
        case .module: .module
        case .variable: .variable
        case .folder: .folder
        }
    }
}

extension Globals {
    /// Opens the store, carries out one operation, and words its error.
    func carryOut<Outcome>(
        _ operation: (Store) throws(StoreError) -> Outcome
    ) throws(Failure) -> Outcome {
        Output.choose(color)
        let store = try store()
        return try Failure.folding { () throws(StoreError) in try operation(store) }
    }
}

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

/// Options of every command that writes.
struct WriteArguments: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Don't wait for the disk: faster, but a power failure may undo the change."))
    var noSync = false

    @Flag(help: "Print what was done as JSON.")
    var json = false

    var options: WriteOptions { WriteOptions(isSynced: !noSync) }
}

// Words of the format that options accept unchanged; help and completion list them.

extension Role: ExpressibleByArgument {}
extension ModuleKind: ExpressibleByArgument {}
extension VariableType: ExpressibleByArgument {}

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
