internal import YAMLTree

/// The remaining changes to a text that was built from pieces of both sides. Paths are those of that text.
struct MergeWork {
    /// Changes that can't be made by copying, in order.
    var edits: [YAMLEdit] = []
    var conflicts: [MergeConflict] = []
    var notes: [PathNote] = []

    static func += (left: inout MergeWork, right: MergeWork) {
        left.edits += right.edits
        left.conflicts += right.conflicts
        left.notes += right.notes
    }
}

/// A value that both sides changed. The text has ours.
struct MergeConflict {
    var path: [YAMLPathStep]
    var theirs: YAMLValue
    /// True if it is a template, which can be kept beside ours as an option.
    var isText = false
}

/// A note whose path is not yet in the syntax of `set`.
struct PathNote {
    var kind: MergeNote.Kind
    var path: [YAMLPathStep]
    var message: String
}

/// A part of the result: one entry or item.
struct MergePiece {
    /// Whole lines before it: blank lines, comments.
    var lead: [UInt8] = []
    /// From its key or dash through its last line.
    var body: [UInt8] = []
    var key: String?
    var value: YAMLValue
}
