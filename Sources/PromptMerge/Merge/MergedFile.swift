/// The result of a three-way merge of one file.
public struct MergedFile: Sendable, Hashable {
    /// The merged file; `nil` if it is deleted.
    public var bytes: [UInt8]?
    /// The decisions of the merge for changes of both sides, in the order of the file.
    public var notes: [MergeNote]
    /// The remaining work.
    public var outcome: Outcome

    /// The work that remains for a person.
    public enum Outcome: String, Sendable, Hashable {
        /// None: the changes of both sides are in the file.
        case merged
        /// Both versions of a value are kept in a valid file. `validate` reports it, and `resolve` resolves
        /// it.
        case keptBoth
        /// Git's own conflict, with its markers: the file can't be read until it is fixed.
        case markers
    }

    /// A result with these bytes; `nil` if the file is deleted.
    public init(bytes: [UInt8]?, notes: [MergeNote] = [], outcome: Outcome = .merged) {
        self.bytes = bytes
        self.notes = notes
        self.outcome = outcome
    }

    /// True if both versions of a value are in the file, in either form.
    public var hasConflicts: Bool { outcome != .merged }
}

/// One decision of a merge.
public struct MergeNote: Sendable, Hashable {
    /// The kind of decision.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// One side deleted a value that the other one changed: the change is kept.
        case keptEdit = "kept_edit"
        /// Both sides changed one text: the other text becomes an additional option.
        case keptOption = "kept_option"
        /// Both sides changed one value: the other value is under `conflicts`.
        case keptValue = "kept_value"
        /// Both sides changed the order of the same parts: the order is ours.
        case keptOrder = "kept_order"
        /// A comment lost its position and is at the end of the file.
        case keptComment = "kept_comment"
        /// The file is a text with Git's markers.
        case markers
        /// Two files have one path: the other one gets a new path.
        case movedAside = "moved_aside"
        /// One side renamed a file that the other one changed: the change is in the renamed file.
        case followedRename = "followed_rename"
    }

    /// The kind of the note.
    public var kind: Kind
    /// The key in the syntax of `set` (`modules.persona.role`); empty for the file as a whole.
    public var key: String
    /// One sentence without a full stop.
    public var message: String

    /// A note on the part at a key; `place` is empty for the whole file.
    public init(_ kind: Kind, at key: String, message: String) {
        self.kind = kind
        self.key = key
        self.message = message
    }
}

/// The options of a merge.
public struct MergeOptions: Sendable, Hashable {
    /// The name of our side in Git's markers.
    public var oursLabel: String
    /// The name of the other side in Git's markers.
    public var theirsLabel: String
    /// The length of Git's markers.
    public var markerSize: Int

    /// Options for the labels and the length of conflict markers.
    public init(oursLabel: String = "ours", theirsLabel: String = "theirs", markerSize: Int = 7) {
        self.oursLabel = oursLabel
        self.theirsLabel = theirsLabel
        self.markerSize = markerSize
    }

    /// The default options: the labels "ours" and "theirs", and markers of 7 characters.
    public static let standard = MergeOptions()
}
