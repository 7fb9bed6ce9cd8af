internal import Diagnostics
public import Git
public import PromptCore
internal import SafeFiles
internal import Synchronization

/// The library of one commit: its prompts, modules and variables at that time.
///
/// It reads only requested files, and each folder and file once. Names follow the rules of the work tree.
/// Entries that no work tree can contain (a folder named `..` or `.git`) are ignored; a symbolic link is an
/// unreadable file. Safe to use from many threads.
public final class TreeLibrary: Library, Sendable {
    /// The commit.
    public let commit: Commit
    private let repository: Repository
    /// The store's folder in the commit; `nil` if there is none.
    private let root: ObjectID?
    private let state: Mutex<State>

    private struct State {
        var folders: TreeFiles
        /// That of the commit's own manifest; `nil` until a record is read.
        var format: Format?
        var files: [String: ParsedFile?] = [:]
        var modules: [Address: SharedModule?] = [:]
        var variables: [Address: [String: SharedVariable]] = [:]
        var addresses: [Address]?
    }

    init(_ store: StoreRepository, commit: Commit) throws(GitError) {
        var locator = HistoryLocator(store)
        self.commit = commit
        repository = store.gitRepository
        root = try locator.storeTree(in: commit.tree)
        state = Mutex(State(folders: TreeFiles(store.gitRepository)))
    }

    /// Returns the shared module at an address; `nil` if there is none.
    public func module(at address: Address) -> SharedModule? {
        state.withLock { state in
            if let known = state.modules[address] { return known }
            let module = read(.module, at: address, state: &state)?.sharedModule
            state.modules[address] = .some(module)
            return module
        }
    }

    /// Returns the variable of this name in one folder; `nil` if the folder has none.
    public func variable(named name: String, in folder: Address) -> SharedVariable? {
        state.withLock { state in
            // The file with this name comes first, as in the work tree.
            for spelling in SharedVariable.fileNames(of: name) {
                let shared = read(.variable, at: folder.appending(spelling), state: &state)?.sharedVariable
                if let shared, shared.variable?.name.value == name { return shared }
            }
            if let known = state.variables[folder] { return known[name] }
            var found: [String: SharedVariable] = [:]
            for file in files(in: folder, state: &state) where file.kind == .variable {
                guard let shared = read(.variable, at: file.address, state: &state)?.sharedVariable,
                    let variable = shared.variable, found[variable.name.value] == nil
                else { continue }
                found[variable.name.value] = shared
            }
            state.variables[folder] = found
            return found[name]
        }
    }

    /// Returns the addresses of all shared modules of the commit.
    public func moduleAddresses() -> [Address] {
        if let known = state.withLock({ $0.addresses }) { return known }
        let addresses = files().filter { $0.kind == .module }.map(\.address)
        state.withLock { $0.addresses = addresses }
        return addresses
    }

    /// Returns the record at `address`; `nil` if there is none. If it can't be read (too large, a link), it
    /// has a diagnostic for that.
    public func file(_ kind: RecordKind, at address: Address) -> ParsedFile? {
        state.withLock { state in read(kind, at: address, state: &state) }
    }

    /// Returns every file of the library, in the order of Git's trees.
    public func files() -> [Contents.File] {
        state.withLock { state in
            guard let root, let top = try? state.folders.entry("prompts", in: root), top.entry.mode == .tree,
                let files = try? state.folders.all(in: top.entry.id, under: "prompts")
            else { return [] }
            return files.compactMap { file in
                RecordKind.record(at: file.path).map { Contents.File(address: $0.address, kind: $0.kind) }
            }
        }
    }

    /// Returns the records that refer to a shared module or variable in this commit, in the order of Git's
    /// trees. Reads every prompt and module.
    public func users(of address: Address, kind: RecordKind) -> [User] {
        let files = files().filter { $0.kind == .prompt || $0.kind == .module }
        return files.flatMap { file in
            (self.file(file.kind, at: file.address)?.references(in: self) ?? [])
                .filter { $0.target == address && ($0.kind == .variable) == (kind == .variable) }
                .map { User(address: file.address, kind: file.kind, reference: $0) }
        }
    }

    /// Returns the files of one folder itself.
    private func files(in folder: Address, state: inout State) -> [Contents.File] {
        let path = folder.path.isEmpty ? "prompts" : "prompts/" + folder.path
        guard let root, let found = try? state.folders.entry(path, in: root), found.entry.mode == .tree,
            let entries = try? state.folders.entries(of: found.entry.id)
        else { return [] }
        return entries.compactMap { entry in
            guard entry.mode.isFile, let name = entry.text else { return nil }
            return RecordKind.record(at: path + "/" + name).map {
                Contents.File(address: $0.address, kind: $0.kind)
            }
        }
    }

    private func read(_ kind: RecordKind, at address: Address, state: inout State) -> ParsedFile? {
        let path = address.file(kind)
        if let known = state.files[path] { return known }
        let file = parse(kind, at: path, state: &state)
        state.files[path] = .some(file)
        return file
    }

    private func parse(_ kind: RecordKind, at path: String, state: inout State) -> ParsedFile? {
        let found: (spelling: String, entry: TreeEntry)?
        do throws(GitError) {
            guard let root else { return nil }
            found = try state.folders.entry(path, in: root)
        } catch {
            return unreadable(kind, at: path, message: "the commit can't be read: \(error.message)")
        }
        guard let found, found.entry.mode != .tree, found.entry.mode != .commit else { return nil }
        let address = kind == .manifest ? Address.top : RecordKind.record(at: found.spelling)?.address
        guard found.entry.mode.isFile else {
            return ParsedFile(
                unreadable: address ?? .top, kind: kind,
                diagnostic: PathMessage.diagnostic(for: FileError.symbolicLink(path: found.spelling)))
        }
        guard let address else { return nil }
        do throws(GitError) {
            let bytes = try repository.blob(found.entry.id, limit: Store.maxFileBytes)
            let format = kind == .manifest ? .newest : format(&state)
            return ParsedFile(
                SourceText(name: found.spelling, bytes: bytes), kind: kind, address: address, format: format)
        } catch {
            if error.isTooLarge {
                let limit = Store.maxFileBytes + 1
                return ParsedFile(
                    unreadable: address, kind: kind,
                    diagnostic: PathMessage.diagnostic(for: .tooLarge(path: path, size: limit, limit: limit)))
            }
            return unreadable(
                kind, at: path, message: "the file can't be read from the commit: \(error.message)")
        }
    }

    /// The format that the commit's manifest names; the first one if it names none that is known.
    var format: Format { state.withLock { state in format(&state) } }

    /// Returns the format that the commit's manifest names; the first one if it names none that is known.
    private func format(_ state: inout State) -> Format {
        if let known = state.format { return known }
        var format = Format.one
        if case .manifest(let manifest)? = parse(.manifest, at: WorkTreePath.manifest, state: &state)?.record
        {
            format = manifest.format
        }
        state.format = format
        return format
    }

    private func unreadable(_ kind: RecordKind, at path: String, message: String) -> ParsedFile {
        ParsedFile(
            unreadable: RecordKind.record(at: path)?.address ?? .top, kind: kind,
            diagnostic: .unreadableFile(ofCommit: message))
    }
}

extension SharedVariable {
    /// Returns the possible file names of a variable: its name, or the name with `-` for each `_`.
    static func fileNames(of name: String) -> [String] {
        name.utf8.contains(0x5F) ? [name, String(name.map { $0 == "_" ? "-" : $0 })] : [name]
    }
}

/// Reads the folders of a commit, each once.
struct TreeFiles {
    /// The limits for the depth of folders and for the total number of names: those of a scan of the work
    /// tree. A tree may name one folder many times, so that a few objects would make endless paths.
    private let limits: FolderScan.Limits
    private let repository: Repository
    private var names = 0
    /// After this number, the names are counted; if there is no end, the list ends here.
    private static let manyNames = 20_000
    private var known: [ObjectID: [TreeEntry]] = [:]

    init(_ repository: Repository, limits: FolderScan.Limits = FolderScan.Limits()) {
        self.repository = repository
        self.limits = limits
    }

    /// Returns the contents of a folder, without names that no path may contain (`.`, `..`, with a `/`,
    /// hidden ones, not UTF-8).
    mutating func entries(of folder: ObjectID) throws(GitError) -> [TreeEntry] {
        if let entries = known[folder] { return entries }
        let entries = try repository.tree(folder).filter { entry in
            guard let name = entry.text, let first = name.utf8.first else { return false }
            return first != UInt8(ascii: ".") && !name.utf8.contains(UInt8(ascii: "/"))
        }
        known[folder] = entries
        return entries
    }

    /// Returns all regular files below a folder, in the order of Git's trees, without links, other
    /// repositories and folders that are nested too deep.
    mutating func all(in folder: ObjectID, under path: String) throws(GitError) -> [File] {
        names = 0
        var files: [File] = []
        try add(folder, at: path, depth: 0, root: folder, to: &files)
        return files
    }

    /// A file of the commit; the path starts with that of the listed folder.
    typealias File = (path: String, content: ObjectID)

    private mutating func add(
        _ folder: ObjectID, at path: String, depth: Int, root: ObjectID, to files: inout [File]
    ) throws(GitError) {
        for entry in try entries(of: folder) {
            names += 1
            if names == TreeFiles.manyNames, (try? repository.checkPathCount(of: root)) == nil {
                names = limits.names + 1
            }
            guard names <= limits.names, let name = entry.text else { return }
            if entry.mode.isFile {
                files.append((path + "/" + name, entry.id))
            } else if entry.mode == .tree, depth < limits.depth {
                try add(entry.id, at: path + "/" + name, depth: depth + 1, root: root, to: &files)
            }
        }
    }

    /// Returns the entry at a path below `root`, whose parts are spelled as in the commit, or with equivalent
    /// scalars if no part has exactly this spelling; `nil` if there is none.
    mutating func entry(
        _ path: String, in root: ObjectID
    ) throws(GitError) -> (spelling: String, entry: TreeEntry)? {
        var tree = root
        var spelling = ""
        var parts = path.split(separator: "/")[...]
        while let part = parts.popFirst() {
            let entries = try entries(of: tree)
            let exact = entries.first { $0.name.elementsEqual(part.utf8) }
            // `==` on strings is canonical equivalence.
            let isASCII = part.utf8.allSatisfy { $0 < 0x80 }
            guard
                let entry = exact ?? (isASCII ? nil : entries.first { $0.text.map { $0 == part } ?? false }),
                let name = entry.text
            else { return nil }
            spelling += spelling.isEmpty ? name : "/" + name
            if parts.isEmpty { return (spelling, entry) }
            guard entry.mode == .tree else { return entry.mode == .link ? (spelling, entry) : nil }
            tree = entry.id
        }
        return nil
    }
}
