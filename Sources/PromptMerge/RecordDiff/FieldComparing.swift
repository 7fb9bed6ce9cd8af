internal import Diagnostics
internal import JSON
internal import PromptCore

/// Compares the keys of two parts.
enum FieldComparing {
    /// The keys whose values are prose, so that a change is shown word by word.
    private static let prose: Swift.Set<String> = ["description", "help"]
    /// A text longer than this number of bytes counts as prose under any key.
    private static let longText = 60

    /// Returns the keys whose values differ, in the order of `new`. A removed key comes before the key that
    /// followed it.
    static func compare(
        _ old: PartOutline?, _ new: PartOutline?, _ budget: inout WorkBudget
    ) -> [FieldChange] {
        var changes: [FieldChange] = []
        compare(old?.fields ?? [], new?.fields ?? [], "", &changes, &budget)
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

    private static func compare(
        _ old: [FreeEntry], _ new: [FreeEntry], _ prefix: String, _ changes: inout [FieldChange],
        _ budget: inout WorkBudget
    ) {
        var places: [String: Int] = [:]
        for (index, entry) in old.enumerated() where places[entry.key] == nil { places[entry.key] = index }
        let kept = Swift.Set(new.map(\.key))
        var next = 0
        func remove(while isDue: (Int) -> Bool) {
            while next < old.count, isDue(next) {
                if !kept.contains(old[next].key) {
                    append(old[next].key, old[next].value, nil, prefix, &changes, &budget)
                }
                next += 1
            }
        }
        for entry in new {
            let place = places[entry.key]
            if let place {
                remove { $0 < place }
                next = max(next, place + 1)
            } else {
                // Keys that were at this position come before the key that is now there.
                remove { !kept.contains(old[$0].key) }
            }
            append(entry.key, place.map { old[$0].value }, entry.value, prefix, &changes, &budget)
        }
        remove { _ in true }
    }

    private static func append(
        _ key: String, _ before: FreeValue?, _ after: FreeValue?, _ prefix: String,
        _ changes: inout [FieldChange], _ budget: inout WorkBudget
    ) {
        // Maps are compared key by key; those of the format also if one side has none.
        let isOfFormat = prefix.isEmpty && (key == "metadata" || key == "model")
        switch (before, after) {
        case (.map(let old)?, .map(let new)?):
            compare(old, new, "\(prefix)\(key).", &changes, &budget)
            return
        case (.map(let old)?, nil) where isOfFormat:
            compare(old, [], "\(prefix)\(key).", &changes, &budget)
            return
        case (nil, .map(let new)?) where isOfFormat:
            compare([], new, "\(prefix)\(key).", &changes, &budget)
            return
        default: break
        }
        if let before, let after, isEqual(before, after) { return }
        var change = FieldChange(key: prefix + key, before: before, after: after)
        if case .scalar(let old, isQuoted: true)? = before, case .scalar(let new, isQuoted: true)? = after,
            prose.contains(key) || max(old.utf8.count, new.utf8.count) > longText
                || old.utf8.contains(0x0A) || new.utf8.contains(0x0A)
        {
            change.text = TextDifference.between(old, new, &budget)
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
        FreeJSON.write(value, &json)
        return json.text
    }
}

extension [FreeEntry] {
    fileprivate func value(_ key: String) -> FreeValue? { first { $0.key == key }?.value }
}
