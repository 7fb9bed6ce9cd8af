/// What a three-way merge of one file gives.
public struct MergedFile: Sendable, Hashable {
    /// The merged file; `nil` where it is deleted.
    public var bytes: [UInt8]?
    /// What was decided where both sides had something to say, in the order of the file.
    public var notes: [MergeNote]
    /// What is left to do.
    public var outcome: Outcome

    /// Whether a person still has to look at the file.
    public enum Outcome: String, Sendable, Hashable {
        /// Nothing: both sides' changes are in it.
        case merged
        /// Both versions of something are kept in a file that is valid. `validate` reports it, `resolve` settles it.
        case keptBoth
        /// Git's own conflict, with its markers: the file can't be read until it is mended.
        case markers
    }

    public init(bytes: [UInt8]?, notes: [MergeNote] = [], outcome: Outcome = .merged) {
        self.bytes = bytes
        self.notes = notes
        self.outcome = outcome
    }

    /// Whether both versions of something are in the file, in either way.
    public var hasConflicts: Bool { outcome != .merged }
}

/// One decision of a merge.
public struct MergeNote: Sendable, Hashable {
    /// What was decided.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// One side deleted what the other changed: the change is kept.
        case keptEdit = "kept_edit"
        /// Both sides changed one text: the other text is an option of its own.
        case keptOption = "kept_option"
        /// Both sides changed one value: the other value stands under `conflicts`.
        case keptValue = "kept_value"
        /// Both sides put the same things in another order: the order is ours.
        case keptOrder = "kept_order"
        /// A comment had lost its place and stands at the end of the file.
        case keptComment = "kept_comment"
        /// The file is a text with Git's markers.
        case markers
        /// Two files came to one path: the other one has a path of its own.
        case movedAside = "moved_aside"
        /// A file that one side renamed and the other changed: the change is in the renamed file.
        case followedRename = "followed_rename"
    }

    public var kind: Kind
    /// Where: a key as `set` takes it (`modules.persona.role`); empty for the file as a whole.
    public var place: String
    /// One sentence without a full stop.
    public var message: String

    public init(_ kind: Kind, at place: String, _ message: String) {
        self.kind = kind
        self.place = place
        self.message = message
    }
}

/// How a merge is made.
public struct MergeOptions: Sendable, Hashable {
    /// What Git's markers call our side.
    public var oursLabel: String
    /// What Git's markers call the other side.
    public var theirsLabel: String
    /// How many signs one of Git's markers has.
    public var markerSize: Int

    public init(oursLabel: String = "ours", theirsLabel: String = "theirs", markerSize: Int = 7) {
        self.oursLabel = oursLabel
        self.theirsLabel = theirsLabel
        self.markerSize = markerSize
    }

    public static let standard = MergeOptions()
}
