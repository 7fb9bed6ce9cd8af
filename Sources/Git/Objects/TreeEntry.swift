/// The mode of a tree's entry.
public enum FileMode: UInt32, Sendable, Hashable {
    case tree = 0o040000
    case file = 0o100644
    case executable = 0o100755
    case link = 0o120000
    /// A commit of another repository: a submodule.
    case commit = 0o160000

    /// True if it is a blob that is a regular file.
    public var isFile: Bool { self == .file || self == .executable }

    /// Reads the number in a tree; old programs wrote other numbers for files (`0o100664`).
    init?(raw: UInt32) {
        if raw & 0o170000 == 0o100000 {
            self = raw & 0o100 == 0 ? .file : .executable
        } else {
            self.init(rawValue: raw)
        }
    }
}

/// The content of a path: its kind and its object.
public struct TreeContent: Sendable, Hashable {
    /// The kind of the entry.
    public let mode: FileMode
    /// The object with its content.
    public let id: ObjectID

    /// The content of a path.
    public init(mode: FileMode, id: ObjectID) {
        self.mode = mode
        self.id = id
    }
}

/// One entry of a tree.
public struct TreeEntry: Sendable, Hashable {
    /// Any bytes except `/` and zero; whoever made the tree chose them.
    public let name: [UInt8]
    /// The kind of the entry.
    public let mode: FileMode
    /// The object with its content.
    public let id: ObjectID

    /// An entry of a tree.
    public init(name: [UInt8], mode: FileMode, id: ObjectID) {
        self.name = name
        self.mode = mode
        self.id = id
    }

    /// The name if it is valid UTF-8.
    public var text: String? { String(validating: name, as: UTF8.self) }
    /// The entry without its name.
    public var content: TreeContent { TreeContent(mode: mode, id: id) }
}

/// One path in which two trees differ. A file that became a folder gives two deltas.
public struct TreeDelta: Sendable, Hashable {
    /// Relative to the top of the trees, parts separated by `/`.
    public let path: [UInt8]
    /// `nil` if the path did not exist before.
    public let before: TreeContent?
    /// `nil` if the path does not exist after.
    public let after: TreeContent?

    /// The path if it is valid UTF-8.
    public var text: String? { String(validating: path, as: UTF8.self) }
}

/// A new state of one path, for ``Repository/writeTree(from:applying:)``.
public struct TreeChange: Sendable, Hashable {
    /// Relative to the top of the tree.
    public let path: String
    /// `nil` removes the path.
    public let content: TreeContent?

    /// A new content of a path; `nil` removes it.
    public init(_ path: String, content: TreeContent?) {
        self.path = path
        self.content = content
    }
}
