internal import YAMLTree

/// What is to be done to a text that was put together from pieces of both sides. Paths are those of that text.
struct MergeWork {
    /// Changes that could not be made by copying, in the order in which they are made.
    var edits: [YAMLEdit] = []
    var conflicts: [MergeConflict] = []
    var notes: [PlacedNote] = []

    static func += (left: inout MergeWork, right: MergeWork) {
        left.edits += right.edits
        left.conflicts += right.conflicts
        left.notes += right.notes
    }
}

/// A value that both sides changed: ours is in the text.
struct MergeConflict {
    var path: [YAMLPathStep]
    var theirs: YAMLValue
    /// Whether it is a template, which can stand beside ours as an option.
    var isText = false
}

/// A note whose place is not yet told in words.
struct PlacedNote {
    var kind: MergeNote.Kind
    var path: [YAMLPathStep]
    var message: String
}

/// A stretch of the result: one entry or item.
struct MergePiece {
    /// Whole lines before it: blank lines, comments.
    var lead: [UInt8] = []
    /// From its key or dash on, through its last line.
    var body: [UInt8] = []
    var key: String?
    var value: YAMLValue
}
