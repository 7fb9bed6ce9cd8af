public import PromptCore

/// The differences between two states of a record, or of a module, option or variable in it.
public struct PartComparison: Sendable {
    /// The kind of the part.
    public let part: ComparedPart
    /// Its old name; `nil` if it was added.
    public var before: PartName?
    /// Its new name; `nil` if it was removed.
    public var after: PartName?
    /// Its move, if its position among the parts that both states have has changed.
    public var move: PartMove?
    /// Its whole content if it was added or removed: a map of its keys, or the text of a bare part.
    public var value: FreeValue?
    /// The keys whose values differ, in their usual order. If the part was added or removed, all its keys.
    public var fields: [FieldChange] = []
    /// The difference of its text; `nil` if the text is the same or there is none.
    public var text: TextDifference?
    /// Its variables that differ, in the new order; a removed one is at its old position.
    public var variables: [PartComparison] = []
    /// A record's modules or a module's options that differ; a removed one is at its old position.
    public var parts: [PartComparison] = []

    init(part: ComparedPart) {
        self.part = part
    }

    /// True if only the new state has it.
    public var isAdded: Bool { before == nil && after != nil }
    /// True if only the old state has it.
    public var isRemoved: Bool { after == nil && before != nil }
    /// True if its name has changed. The number of a part without a name does not count, and a record's name
    /// is a field.
    public var isRenamed: Bool {
        guard part != .record, let before, let after else { return false }
        return before.name != after.name
    }

    /// True if there is no difference.
    public var isEmpty: Bool {
        (before == nil) == (after == nil) && !isRenamed && move == nil && fields.isEmpty && text == nil
            && variables.isEmpty && parts.isEmpty
    }
}

/// A change of position among the parts that both states have.
public struct PartMove: Sendable, Hashable {
    /// Its old number, from 1.
    public var from: Int
    /// Its new number, from 1.
    public var to: Int
    /// The part that it now follows; `nil` if it is the first.
    public var after: String?
}

/// A key whose value has changed.
public struct FieldChange: Sendable, Hashable {
    /// The key, with dots inside `metadata` and `model`: `model.parameters.temperature`.
    public var key: String
    /// `nil` if the key did not exist before.
    public var before: FreeValue?
    /// `nil` if the key was removed.
    public var after: FreeValue?
    /// The word difference of prose; `nil` for other values.
    public var text: TextDifference?
}
