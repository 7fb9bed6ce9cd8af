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
    /// The key, with dots inside `metadata`, `model` and `partials`: `model.parameters.temperature`.
    public var key: String
    /// `nil` if the key did not exist before.
    public var before: FreeValue?
    /// `nil` if the key was removed.
    public var after: FreeValue?
    /// The word difference of prose; `nil` for other values.
    public var text: TextDifference?
}

/// Compares parts with their content. The comparison of one record has one work budget.
struct ComparisonBuilder {
    private var words = Interner()
    private var budget: WorkBudget

    init(_ limits: ComparisonLimits = .standard) {
        budget = WorkBudget(limits)
    }

    /// Returns the differences between the old and the new state of a part; `nil` on one side if it was added
    /// or removed.
    mutating func compare(
        _ old: PartOutline?, with new: PartOutline?, as part: ComparedPart
    ) -> PartComparison {
        var result = PartComparison(part: part)
        result.before = old?.partName
        result.after = new?.partName
        if old == nil || new == nil { result.value = (new ?? old)?.value }
        result.fields = FieldDiff.changes(from: old, to: new, budget: &budget)
        if old?.text != nil || new?.text != nil {
            let text = TextDifference.between(old?.text ?? "", and: new?.text ?? "", budget: &budget)
            if !text.isEmpty { result.text = text }
        }
        let (oldVariables, newVariables) = (old?.variables ?? [], new?.variables ?? [])
        if !oldVariables.isEmpty || !newVariables.isEmpty {
            let matcher = VariableMatcher(
                old: oldVariables, new: newVariables, oldTexts: old?.texts ?? [], newTexts: new?.texts ?? [])
            // The order of variables is that of keys in a map, which is layout.
            result.variables = list(
                from: oldVariables, to: newVariables, partners: matcher.partners, ordered: false)
        }
        let (oldParts, newParts) = (old?.parts ?? [], new?.parts ?? [])
        let matcher = PartMatcher(old: oldParts, new: newParts, words: &words, budget: &budget)
        result.parts = list(from: oldParts, to: newParts, partners: matcher.partners, ordered: true)
        return result
    }

    /// Returns the parts of a list that differ.
    private mutating func list(
        from old: [PartOutline], to new: [PartOutline], partners: [Int?], ordered: Bool
    ) -> [PartComparison] {
        let pairs = new.indices.filter { partners[$0] != nil }
        let oldIndices = pairs.map { partners[$0] ?? 0 }
        // Parts of the longest run that kept its order stay; all others have moved.
        let staying = Swift.Set(IncreasingRun.positions(in: oldIndices).map { pairs[$0] })
        let kept = Swift.Set(oldIndices)
        var result: [PartComparison] = []
        var next = 0
        func remove(while isDue: (Int) -> Bool) {
            while next < old.count, isDue(next) {
                if !kept.contains(next) { result.append(compare(old[next], with: nil, as: old[next].part)) }
                next += 1
            }
        }
        for (index, part) in new.enumerated() {
            let oldIndex = partners[index]
            if let oldIndex, staying.contains(index) {
                remove { $0 < oldIndex }
                next = oldIndex + 1
            } else {
                // Parts that were at this position come before the part that is now there.
                remove { !kept.contains($0) }
            }
            var change = compare(oldIndex.map { old[$0] }, with: part, as: part.part)
            if ordered, let oldIndex, !staying.contains(index) {
                change.move = PartMove(
                    from: oldIndex + 1, to: index + 1, after: index > 0 ? new[index - 1].partName.shown : nil)
            }
            if !change.isEmpty { result.append(change) }
        }
        remove { _ in true }
        return result
    }
}
