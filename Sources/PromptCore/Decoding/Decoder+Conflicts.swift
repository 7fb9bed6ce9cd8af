internal import Diagnostics
internal import YAMLTree

extension Decoder {
    /// Reads the list under `conflicts`, which a merge writes.
    mutating func keptConflicts(_ node: YAMLNode) -> [KeptConflict] {
        if node.isNull { return [] }
        guard node.kind == .sequence else {
            expected("a list", for: "conflicts", at: node, help: "a merge writes it; `promptpal resolve` takes it out")
            return []
        }
        var conflicts: [KeptConflict] = []
        for item in node.items {
            guard item.kind == .mapping, let at = item["at"], let theirs = item["theirs"],
                let path = locatedText(at, for: "at")
            else {
                report(.wrongType(ofConflict: item))
                continue
            }
            for entry in item.entries where !entry.key.isText("at") && !entry.key.isText("theirs") {
                unknown(entry, in: Keys.conflict)
            }
            conflicts.append(KeptConflict(at: path, theirs: FreeValue(theirs), range: item.range))
        }
        return conflicts
    }
}
