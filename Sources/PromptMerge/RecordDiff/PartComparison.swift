public import PromptCore

/// What differs between two versions of a record, or of a module, option or variable in it.
public struct PartComparison: Sendable {
    /// What it is.
    public let part: ComparedPart
    /// It before; `nil` where it was added.
    public var before: PartName?
    /// It after; `nil` where it was removed.
    public var after: PartName?
    /// Where it stands among its neighbours now, if it changed its place among those that were there before.
    public var move: PartMove?
    /// All of it, where it was added or removed: a map of its keys, or the text of a bare one.
    public var value: FreeValue?
    /// Its keys with another value, in their usual order. Those of a part that was added or removed are all here.
    public var fields: [FieldChange] = []
    /// Its text; `nil` where that is the same or it has none.
    public var text: TextDifference?
    /// Its variables that differ, in the order of the version after; removed ones stand where they stood.
    public var variables: [PartComparison] = []
    /// A record's modules that differ, or a module's options; removed ones stand where they stood.
    public var parts: [PartComparison] = []

    init(part: ComparedPart) {
        self.part = part
    }

    /// Whether it is in one of the two versions only.
    public var isAdded: Bool { before == nil && after != nil }
    /// Whether it is gone.
    public var isRemoved: Bool { after == nil && before != nil }
    /// Whether it has another name. The number of a part without a name is none, and a record's name is a field.
    public var isRenamed: Bool {
        guard part != .record, let before, let after else { return false }
        return before.name != after.name
    }

    /// Whether nothing differs.
    public var isEmpty: Bool {
        (before == nil) == (after == nil) && !isRenamed && move == nil && fields.isEmpty && text == nil
            && variables.isEmpty && parts.isEmpty
    }
}

/// A change of place among the parts that both versions have.
public struct PartMove: Sendable, Hashable {
    /// Its number before, from 1.
    public var from: Int
    /// Its number after, from 1.
    public var to: Int
    /// What it comes after now; `nil` where it is the first.
    public var after: String?
}

/// A key with another value.
public struct FieldChange: Sendable, Hashable {
    /// The key; within `metadata` and `model` with dots: `model.parameters.temperature`.
    public var key: String
    /// `nil` where it was not there.
    public var before: FreeValue?
    /// `nil` where it is gone.
    public var after: FreeValue?
    /// The difference of running text, word by word; `nil` for other values.
    public var text: TextDifference?
}
