internal import Diagnostics
internal import JSON
internal import PromptCore

/// Compares the keys of two parts.
enum FieldDiff {
    /// The keys whose values are prose, so that a change is shown word by word.
    private static let prose: Swift.Set<String> = ["description", "help"]
    /// A text longer than this number of bytes counts as prose under any key.
    private static let longText = 60

    /// Returns the keys whose values differ, in the order of `new`. A removed key comes before the key that
    /// followed it.
    static func changes(
        from old: PartOutline?, to new: PartOutline?, budget: inout WorkBudget
    ) -> [FieldChange] {
        var changes: [FieldChange] = []
        collectChanges(
            from: old?.fields ?? [], to: new?.fields ?? [], prefix: "", into: &changes, budget: &budget)
        guard let old, let new else { return changes }
        // If a key is written on one side only, the other side has the key's default.
        return changes.compactMap { change in
            var change = change
            if change.before == nil { change.before = old.defaults.value(change.key) }
            if change.after == nil { change.after = new.defaults.value(change.key) }
            if let before = change.before, let after = change.after, isEqual(before, after) { return nil }
            return change
        }
    }

    private static func collectChanges(
        from old: [FreeEntry], to new: [FreeEntry], prefix: String, into changes: inout [FieldChange],
        budget: inout WorkBudget
    ) {
        var indices: [String: Int] = [:]
        for (index, entry) in old.enumerated() where indices[entry.key] == nil { indices[entry.key] = index }
        let kept = Swift.Set(new.map(\.key))
        var next = 0
        func remove(while isDue: (Int) -> Bool) {
            while next < old.count, isDue(next) {
                if !kept.contains(old[next].key) {
                    append(
                        old[next].key, before: old[next].value, after: nil, prefix: prefix, to: &changes,
                        budget: &budget)
                }
                next += 1
            }
        }
        for entry in new {
            let oldIndex = indices[entry.key]
            if let oldIndex {
                remove { $0 < oldIndex }
                next = max(next, oldIndex + 1)
            } else {
                // Keys that were at this position come before the key that is now there.
                remove { !kept.contains(old[$0].key) }
            }
            append(
                entry.key, before: oldIndex.map { old[$0].value }, after: entry.value, prefix: prefix,
                to: &changes, budget: &budget)
        }
        remove { _ in true }
    }

    private static func append(
        _ key: String, before: FreeValue?, after: FreeValue?, prefix: String,
        to changes: inout [FieldChange], budget: inout WorkBudget
    ) {
        // Maps are compared key by key; those of the format also if one side has none.
        let isOfFormat = prefix.isEmpty && (key == "metadata" || key == "model" || key == "partials")
        switch (before, after) {
        case (.map(let old)?, .map(let new)?):
            collectChanges(from: old, to: new, prefix: "\(prefix)\(key).", into: &changes, budget: &budget)
            return
        case (.map(let old)?, nil) where isOfFormat:
            collectChanges(from: old, to: [], prefix: "\(prefix)\(key).", into: &changes, budget: &budget)
            return
        case (nil, .map(let new)?) where isOfFormat:
            collectChanges(from: [], to: new, prefix: "\(prefix)\(key).", into: &changes, budget: &budget)
            return
        default: break
        }
        if let before, let after, isEqual(before, after) { return }
        var change = FieldChange(key: prefix + key, before: before, after: after)
        if case .scalar(let old, isQuoted: true)? = before, case .scalar(let new, isQuoted: true)? = after,
            prose.contains(key) || prefix.hasPrefix("partials.")
                || max(old.utf8.count, new.utf8.count) > longText
                || old.utf8.contains(0x0A) || new.utf8.contains(0x0A)
        {
            change.text = TextDifference.between(old, and: new, budget: &budget)
        }
        changes.append(change)
    }

    /// True if two values have the same meaning: keys may be in any order, and quotes count only if they
    /// change the type.
    static func isEqual(_ left: FreeValue, _ right: FreeValue) -> Bool {
        switch (left, right) {
        case (.scalar(let a, let isQuoted), .scalar(let b, let isQuotedToo)):
            guard a.utf8.elementsEqual(b.utf8) else { return false }
            return isQuoted == isQuotedToo || json(left) == json(right)
        case (.list(let a), .list(let b)):
            return a.count == b.count && zip(a, b).allSatisfy { isEqual($0, $1) }
        case (.map(let a), .map(let b)):
            guard a.count == b.count else { return false }
            var values: [String: FreeValue] = [:]
            for entry in b { values[entry.key] = entry.value }
            return a.allSatisfy { entry in values[entry.key].map { isEqual(entry.value, $0) } ?? false }
        default: return false
        }
    }

    /// Returns a scalar as JSON, which tells a quoted `"1"`, a text, from a plain `1`, a number.
    private static func json(_ value: FreeValue) -> String {
        var json = JSONWriter(pretty: false)
        FreeJSON.write(value, to: &json)
        return json.text
    }
}

extension [FreeEntry] {
    fileprivate func value(_ key: String) -> FreeValue? { first { $0.key == key }?.value }
}
