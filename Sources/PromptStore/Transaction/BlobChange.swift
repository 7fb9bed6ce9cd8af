internal import Git
internal import SafeFiles

/// The change of one path, by its old and new content.
struct BlobChange {
    /// Relative to the store.
    let path: String
    /// The blob names of the work tree's bytes.
    let before, after: ObjectID?
    /// The blob for the tree and the index: `after`, or the same content with the line ends that Git stores.
    private(set) var stored: ObjectID?
    /// The mode in the tree and the index.
    var mode = FileMode.file
    /// True if the work tree has an edit that the version does not have.
    var isEdited = false
    /// The permissions of the file when it is written.
    var permissions = FilePermissions.usual
    /// The permission bits, if they alone change in the work tree.
    var permissionChange: Journal.PermissionChange?

    init(_ path: String, before: ObjectID?, after: ObjectID?, stored: ObjectID?) {
        self.path = path
        self.before = before
        self.after = after
        self.stored = stored
    }

    /// Takes the stored blob from a version that exists already.
    mutating func bring(_ version: Draft.Version) {
        let written = stored
        switch version {
        case .absent: stored = nil
        case .content(let content): stored = content.id
        }
        isEdited = stored != written
    }

    var journalled: Journal.Entry {
        Journal.Entry(path: path, before: before, after: after, permissions: permissionChange)
    }
}

/// Finds the mode in Git and the permissions on the disk of each file of a change.
///
/// Both stay as they are: those of the path, or of the file that a moved, copied or deleted one comes from.
/// The disk is read only if Git would read it: for edits of the user, and not if `core.fileMode` is off,
/// because then all files may look executable.
struct FileModes {
    private let repository: StoreRepository
    private let directory: SafeDirectory
    /// The tree of `HEAD`; `nil` if there is none.
    private let tree: ObjectID?
    /// True if the disk's executable bit is meaningful.
    private lazy var isTrusted = repository.gitRepository.configurationFlag("core.filemode") ?? true

    init(repository: StoreRepository, directory: SafeDirectory, tree: ObjectID?) {
        self.repository = repository
        self.directory = directory
        self.tree = tree
    }

    /// Sets the mode and the permissions of a change that puts a file at its path.
    ///
    /// The mode of a version that exists already is written to the disk only if the version changes it: a bit
    /// that the user has set and not saved is an edit, and stays.
    ///
    /// - Throws: `file` or `git`, if the file's state or its mode in `HEAD` can't be read.
    mutating func setMode(of entry: Draft.Entry, in change: inout BlobChange) throws(StoreError) {
        guard let stored = change.stored else { return }
        let source = try entry.source.map { path throws(StoreError) in try status(path) } ?? nil
        change.mode = try mode(of: entry, stored: stored, source: source)
        var permissions = FilePermissions(bits: source.map { UInt32($0.mode & 0o777) })
        var isChosen =
            entry.mode != nil || (entry.before == nil && source == nil && change.mode == .executable)
        if entry.version != nil {
            let known = try known(entry.path)
            isChosen = entry.before == nil || known?.mode != change.mode
        }
        if isChosen, isTrusted {
            permissions.isExecutable = change.mode == .executable
            if entry.isRecorded, entry.version != nil, entry.before != nil {
                change.permissionChange = try permissionChange(entry.path, to: change.mode)
            }
        }
        change.permissions = permissions
    }

    /// Returns the permission bits that give an unchanged file a mode; `nil` if it has that mode.
    private func permissionChange(
        _ path: String, to mode: FileMode
    ) throws(StoreError) -> Journal.PermissionChange? {
        guard let status = try status(path), FileModes.mode(status) != mode else { return nil }
        let bits = UInt32(status.mode & 0o777)
        // Everybody who may read the file may run it, as in Git.
        let wanted = mode == .executable ? bits | (bits & 0o444) >> 2 : bits & ~0o111
        return bits == wanted ? nil : Journal.PermissionChange(before: bits, after: wanted)
    }

    private mutating func mode(
        of entry: Draft.Entry, stored: ObjectID, source: FileStatus?
    ) throws(StoreError) -> FileMode {
        if let mode = entry.mode { return mode }
        let known = try known(entry.path)
        // An edit gets the mode of the work tree, as with `git commit`.
        let isEdit = entry.isRecorded && known?.id != stored
        if isEdit, isTrusted { return FileModes.mode(try status(entry.path)) }
        if let path = entry.source {
            if let known = try self.known(path) { return known.mode }
            return isTrusted ? FileModes.mode(source) : .file
        }
        if let known { return known.mode }
        guard entry.before != nil, isTrusted else { return .file }
        return FileModes.mode(try status(entry.path))
    }

    private static func mode(_ status: FileStatus?) -> FileMode {
        status.map { $0.mode & 0o100 != 0 } == true ? .executable : .file
    }

    /// Returns the file that `HEAD` has at a path of the store.
    private func known(_ path: String) throws(StoreError) -> TreeEntry? {
        guard let tree else { return nil }
        let found = try StoreError.folding { () throws(GitError) in
            try repository.gitRepository.entry(repository.repositoryPath(path), in: tree)
        }
        return found?.mode.isFile == true ? found : nil
    }

    private func status(_ path: String) throws(StoreError) -> FileStatus? {
        try StoreError.folding { () throws(FileError) in try directory.fileStatus(path) }
    }
}
