public import Git
internal import PromptCore
internal import SafeFiles
public import SystemPackage

/// The result of `clone`.
public struct Cloned: Sendable {
    /// The directory of the new clone.
    public let directory: String
    /// The branch that is checked out; `nil` if the other side has no commit yet.
    public let branch: String?
    /// Its commit, as 40 hexadecimal digits; `nil` if there is none.
    public let commit: String?
    /// The number of files in the work tree.
    public let fileCount: Int
    /// True if there is a store at its top.
    public let isStore: Bool
}

extension Store {
    /// Makes a copy of another repository, with its history, in a directory that does not exist yet or is
    /// empty.
    ///
    /// Everything is made aside and moved to the directory when it is complete: if it fails or is killed,
    /// there is nothing.
    ///
    /// - Parameters:
    ///   - text: the address of the other repository, as Git accepts it.
    ///   - directory: the new directory; `nil` for the last name of the address below `start`.
    ///   - start: the directory that relative paths start from.
    ///   - branch: the branch to check out; `nil` for the other side's `HEAD`.
    /// - Throws: `remote` if the other side can't be reached or trusted, `clone` if it can't become a
    ///   directory here, `file`.
    public static func clone(
        _ text: String, to directory: FilePath?, from start: FilePath, branch: String? = nil,
        in environment: StoreEnvironment,
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(StoreError) -> Cloned {
        let address = try StoreError.folding { () throws(RemoteError) in
            try RemoteAddress(text, from: start.string)
        }
        let target = directory ?? start.appending(Clone.name(of: text))
        let clone = Clone(
            address, at: target, branch: branch, transfers: environment.transfers(), progress: progress)
        return try Interruption.holding { () throws(StoreError) in try clone.run() }
    }
}

/// One clone in progress.
private struct Clone {
    private let address: RemoteAddress
    private let target: FilePath
    private let branch: String?
    private let transfers: TransferEnvironment
    private let progress: @Sendable (TransferProgress) -> Void

    init(
        _ address: RemoteAddress, at target: FilePath, branch: String?, transfers: TransferEnvironment,
        progress: @escaping @Sendable (TransferProgress) -> Void
    ) {
        self.address = address
        self.target = target
        self.branch = branch
        self.transfers = transfers
        self.progress = progress
    }

    /// Returns the last part of an address without `.git`, the directory name that Git uses for a clone.
    static func name(of text: String) -> String {
        var parts = text.split { $0 == "/" || $0 == ":" }.map(String.init)
        if parts.count > 1, parts.last == ".git" { parts.removeLast() }
        var name = parts.last ?? "clone"
        if name.hasSuffix(".git"), name.utf8.count > 4 { name = String(name.dropLast(4)) }
        return [".", ".."].contains(name) ? "clone" : name
    }

    func run() throws(StoreError) -> Cloned {
        let parent = try disk { () throws(FileError) -> SafeDirectory in
            try SafeDirectory.makePath(target.removingLastComponent())
            return try SafeDirectory(
                opening: target.removingLastComponent().isEmpty ? "." : target.removingLastComponent())
        }
        guard let name = target.lastComponent?.string, name != ".", name != ".." else {
            throw .clone(.noName(path: target.string))
        }
        try disk { () throws(FileError) in
            guard let type = try parent.entryType(name) else { return }
            guard type == .directory, try parent.entries(in: name).isEmpty else {
                throw .exists(path: target.string)
            }
        }
        Clone.sweep(in: parent, name: name)
        let aside = Clone.aside(for: name, process: Host.processID)
        try disk { () throws(FileError) in
            try parent.removeTree(aside)
            try parent.makeDirectory(aside + "/.git/promptpal")
        }
        let lock: FileLock?
        do throws(FileError) {
            lock = try FileLock.take(aside + "/.git/" + Recovery.lock, in: parent, milliseconds: 0)
        } catch {
            try? parent.removeTree(aside)
            throw .file(error)
        }
        let cloned: Cloned
        do throws(StoreError) {
            cloned = try fill(target.removingLastComponent().appending(aside))
            try disk { () throws(FileError) in
                // libgit2 may leave a lock that it could not remove, without an error. No other process is
                // here.
                let locks = ["HEAD.lock", "config.lock", "index.lock"].map { aside + "/.git/" + $0 }
                for lock in locks + GitLock.all(below: aside + "/.git/refs", in: parent) {
                    try parent.discard(lock)
                }
                // An empty directory is replaced.
                if try parent.entryType(name) != nil { try parent.removeDirectory(name) }
                try parent.rename(aside, asNew: name)
                try parent.sync()
            }
        } catch {
            try? parent.removeTree(aside)
            throw error
        }
        _ = consume lock
        return cloned
    }

    /// Returns the directory in which a clone is made until it is complete.
    private static func aside(for name: String, process: Int) -> String {
        TemporaryNames.promptpal.name("clone-\(name.prefix(100))-\(process)")
    }

    /// Removes killed clones of this name: their lock is free.
    private static func sweep(in parent: SafeDirectory, name: String) {
        for entry in (try? parent.entries(in: ".")) ?? [] where entry.type == .directory {
            guard let found = entry.name, let process = process(of: found, name: name),
                process != Host.processID
            else {
                continue
            }
            do throws(FileError) {
                let path = found + "/.git/" + Recovery.lock
                guard let own = try FileLock.take(path, in: parent, milliseconds: 0) else { continue }
                _ = consume own
            } catch {
                // It was killed before it had a lock.
                guard case .notFound = error else { continue }
            }
            try? parent.removeTree(found)
        }
    }

    /// Returns the process that made a clone's directory; `nil` if it is not one of this name.
    private static func process(of found: String, name: String) -> Int? {
        let end = found.utf8.dropLast(".tmp".utf8.count)
        let digits = end.reversed().prefix { 0x30...0x39 ~= $0 }.reversed()
        guard let process = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        return found == aside(for: name, process: process) ? process : nil
    }

    /// Makes the repository and its work tree in a directory that is empty except for the lock.
    private func fill(_ path: FilePath) throws(StoreError) -> Cloned {
        let absolute = Host.realPath(path.string) ?? path.string
        let repository = try StoreError.folding { () throws(RepositoryError) in
            try Repository.create(at: absolute)
        }
        let settings = TransferSettings(of: transfers).reaching(address, in: transfers)
        let fetched = try StoreError.folding { () throws(RemoteError) in
            try repository.fetch(address, branch: nil, settings: settings, progress: progress)
        }
        let head = try reference(fetched)
        try git { () throws(GitError) in try keep(fetched, head: head, in: repository) }
        guard let head, let tip = fetched.references[head] else {
            return Cloned(
                directory: target.string, branch: nil, commit: nil, fileCount: 0, isStore: false)
        }
        let directory = try made { () throws(FileError) in try SafeDirectory(opening: path) }
        let tree = try git { () throws(GitError) in try repository.commit(tip).tree }
        let files = try Checkout(of: repository, into: directory).write(tree)
        try made { () throws(FileError) in try directory.sync() }
        try git { () throws(GitError) in
            try repository.setReference(head, to: tip, message: "clone: from \(address.shown)")
        }
        let isStore = try made { () throws(FileError) in try directory.entryType("promptpal.yaml") == .file }
        return Cloned(
            directory: target.string, branch: head, commit: tip.hex, fileCount: files, isStore: isStore)
    }

    /// Makes the references and the remote; the branch that is checked out, `head`, only with its work tree.
    private func keep(_ fetched: Fetched, head: String?, in repository: Repository) throws(GitError) {
        let url: String = if case .local(let path) = address.transport { path } else { address.text }
        var kept = ReferenceNames()
        for name in (head.map { [$0] } ?? []) + fetched.references.keys.sorted() {
            guard let id = fetched.references[name] else { continue }
            // The branch that is checked out must be whole; a disk error may hide it.
            if name != head, try !repository.has(id) { continue }
            let own =
                name.hasPrefix("refs/heads/")
                ? "refs/remotes/origin/" + name.dropFirst("refs/heads/".count) : name
            // If two names exclude each other, not all can be kept; the requested branch comes first.
            guard kept.insert(own) else { continue }
            try repository.setReference(own, to: id, message: "promptpal clone")
        }
        var reference = try repository.head().reference
        if let named = head ?? fetched.defaultBranch { reference = named }
        try repository.setHead(reference)
        try repository.addRemote("origin", url: url, branch: reference)
    }

    /// Returns the branch to check out; `nil` if there is none at all.
    private func reference(_ fetched: Fetched) throws(StoreError) -> String? {
        if let branch {
            let name = "refs/heads/" + branch
            guard fetched.references[name] != nil else {
                throw .clone(.noBranch(branch, address: address.shown))
            }
            return name
        }
        if let named = fetched.defaultBranch { return named }
        let heads = fetched.references.keys.filter { $0.hasPrefix("refs/heads/") }.sorted()
        return ["refs/heads/main", "refs/heads/master"].first(where: heads.contains) ?? heads.first
    }

    /// Runs a step in the directory that the clone is moved to; an entry in its way makes it occupied.
    private func disk<Value>(_ body: () throws(FileError) -> Value) throws(StoreError) -> Value {
        do throws(FileError) { return try body() } catch {
            if case .exists(let path) = error { throw .clone(.occupied(path: path)) }
            throw .file(error)
        }
    }

    /// Runs a step in the new directory.
    private func made<Value>(_ body: () throws(FileError) -> Value) throws(StoreError) -> Value {
        do throws(FileError) { return try body() } catch { throw .clone(.disk(error)) }
    }

    /// Runs a step in the new repository.
    private func git<Value>(_ body: () throws(GitError) -> Value) throws(StoreError) -> Value {
        do throws(GitError) { return try body() } catch { throw .clone(.git(error)) }
    }
}

/// Names of references that can all be files: none is a folder of another.
private struct ReferenceNames {
    private var names: Set<String> = []
    private var folders: Set<String> = []

    /// Adds a name.
    ///
    /// - Returns: false if it is there already, or in the way of one that is.
    mutating func insert(_ name: String) -> Bool {
        var above: [String] = []
        var folder = Substring(name)
        while let slash = folder.utf8.lastIndex(of: 0x2F) {
            folder = folder[..<slash]
            above.append(String(folder))
        }
        guard !folders.contains(name), names.isDisjoint(with: above) else { return false }
        folders.formUnion(above)
        return names.insert(name).inserted
    }
}
