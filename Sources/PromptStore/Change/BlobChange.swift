internal import GitRepo
internal import SafeFiles

/// One path of a change, by what it held and shall hold.
struct BlobChange {
    /// Relative to the store.
    let path: String
    /// The blob names of the work tree's bytes.
    let before, after: ObjectID?
    /// What the tree and the index get: `after`, or the same with the line ends that Git keeps.
    private(set) var stored: ObjectID?
    /// What the tree and the index say of it, besides.
    var mode = FileMode.file
    /// Whether the work tree has an edit that the version does not have.
    var isEdited = false
    /// What the file gets where it is written.
    var permissions = FilePermissions.usual
    /// The permission bits, if they alone change in the work tree.
    var permissionChange: Journal.PermissionChange?

    init(_ path: String, before: ObjectID?, after: ObjectID?, stored: ObjectID?) {
        self.path = path
        self.before = before
        self.after = after
        self.stored = stored
    }

    /// Takes what a version that is made already has for what is stored.
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
