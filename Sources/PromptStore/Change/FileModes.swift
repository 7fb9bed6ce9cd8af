internal import GitRepo
internal import SafeFiles

/// Which mode each file of a change has in Git, and which permissions on the disk.
///
/// Both stay what they are: those of the path, or of the file that a moved, copied or deleted one comes from. The disk is
/// asked only where Git would ask it: for what the user wrote, and not where `core.fileMode` is off, since all files
/// may look executable there.
struct FileModes {
    private let place: StoreRepository
    private let directory: SafeDirectory
    /// `HEAD`'s tree; `nil` where there is none.
    private let tree: ObjectID?
    /// Whether the disk's executable bit means anything.
    private lazy var isTrusted = place.repository.configurationFlag("core.filemode") ?? true

    init(_ place: StoreRepository, _ directory: SafeDirectory, tree: ObjectID?) {
        self.place = place
        self.directory = directory
        self.tree = tree
    }

    /// Sets the mode and the permissions of a change that puts something at its path.
    ///
    /// A version that is made already brings its mode to the disk only where it changes it: a bit that the user has set and
    /// not saved is an edit, and stays.
    ///
    /// - Throws: `file` or `repository`, if the file's state or its mode in `HEAD` can't be read.
    mutating func settle(_ entry: Draft.Entry, _ change: inout BlobChange) throws(StoreError) {
        guard let stored = change.stored else { return }
        let source = try entry.source.map { path throws(StoreError) in try status(path) } ?? nil
        change.mode = try mode(entry, stored, source)
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

    /// The bits with which a file whose content stays gets a mode; `nil` if it has that mode.
    private func permissionChange(
        _ path: String, to mode: FileMode
    ) throws(StoreError) -> Journal.PermissionChange? {
        guard let status = try status(path), FileModes.mode(status) != mode else { return nil }
        let bits = UInt32(status.mode & 0o777)
        // Who may read it may run it, as Git has it.
        let wanted = mode == .executable ? bits | (bits & 0o444) >> 2 : bits & ~0o111
        return bits == wanted ? nil : Journal.PermissionChange(before: bits, after: wanted)
    }

    private mutating func mode(
        _ entry: Draft.Entry, _ stored: ObjectID, _ source: FileStatus?
    ) throws(StoreError) -> FileMode {
        if let mode = entry.mode { return mode }
        let known = try known(entry.path)
        // An edit is taken as it stands there, as `git commit` would.
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

    /// The file that `HEAD` has at a path of the store.
    private func known(_ path: String) throws(StoreError) -> TreeEntry? {
        guard let tree else { return nil }
        let found = try StoreError.folding { () throws(GitError) in
            try place.repository.entry(place.repositoryPath(path), in: tree)
        }
        return found?.mode.isFile == true ? found : nil
    }

    private func status(_ path: String) throws(StoreError) -> FileStatus? {
        do throws(FileError) { return try directory.fileStatus(path) } catch { throw .file(error) }
    }
}
