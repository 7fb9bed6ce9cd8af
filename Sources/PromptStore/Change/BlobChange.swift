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
