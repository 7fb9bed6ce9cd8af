internal import GitRepo

/// One path of a change, by what it held and shall hold.
struct BlobChange {
    /// Relative to the store.
    let path: String
    /// The blob names of the work tree's bytes.
    let before, after: ObjectID?
    /// What the tree and the index get: `after`, or the same with the line ends that Git keeps.
    let stored: ObjectID?
    /// What the tree and the index say of it, besides.
    var mode = FileMode.file
    /// What the file gets where it is written.
    var permissions = FilePermissions.usual

    init(_ path: String, before: ObjectID?, after: ObjectID?, stored: ObjectID?) {
        self.path = path
        self.before = before
        self.after = after
        self.stored = stored
    }

    var journalled: Journal.Entry { Journal.Entry(path: path, before: before, after: after) }
}
