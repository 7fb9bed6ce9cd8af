internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptMerge
internal import PromptStore

/// Two versions of a record that are compared, and what they are called.
struct DiffPair {
    /// `nil` where it is not there.
    let before: ParsedFile?
    let after: ParsedFile?
    let from: String
    let to: String

    var comparison: RecordComparison { .between(before, after) }

    /// Every record that is not in the work tree as the last commit has it.
    static func unsaved(in store: Store) throws(Failure) -> [DiffPair] {
        let status = try Failure.folding { () throws(StoreError) in try store.status() }
        return status.changes.compactMap { change in
            guard let found = status.comparison(of: change) else { return nil }
            return DiffPair(
                before: found.before, after: found.after,
                from: found.before == nil ? "nothing" : "last commit",
                to: found.after == nil ? "nothing" : "work tree")
        }
    }

    /// `prompt marketing/launch-email  v3 → v4`; with both addresses where it was renamed.
    var title: String {
        let (old, new) = (before?.address.path, after?.address.path)
        let kind = (after ?? before)?.kind.rawValue ?? ""
        guard let old, let new, old != new else { return "\(kind) \(new ?? old ?? "")  \(from) → \(to)" }
        return "\(kind) \(old)  \(from) → \(new)  \(to)"
    }

    /// The difference of the files' lines, as `patch` and `git apply` read it.
    var patch: [UInt8] {
        comparison.lines().bytes(
            oldName: before.map { "a/" + $0.source.name } ?? "/dev/null",
            newName: after.map { "b/" + $0.source.name } ?? "/dev/null")
    }

    /// The same for a terminal.
    var lines: [String] {
        let text = DiffText.lines(comparison.lines())
        guard !text.isEmpty else { return [] }
        return [
            Terminal.styled(
                Terminal.line("--- \(before.map { "a/" + $0.source.name } ?? "/dev/null")"), .bold),
            Terminal.styled(
                Terminal.line("+++ \(after.map { "b/" + $0.source.name } ?? "/dev/null")"), .bold),
        ] + text
    }

    /// Several, as an array of objects with the changes of each.
    static func json(_ pairs: [DiffPair]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for pair in pairs {
                guard let file = pair.after ?? pair.before else { continue }
                list.object { object in
                    object.member("address", file.address.path)
                    object.member("kind", file.kind.rawValue)
                    object.member("path", file.source.name)
                    let old = pair.before.flatMap {
                        $0.source.name == file.source.name ? nil : $0.source.name
                    }
                    object.member("previous_path", old)
                    DiffJSON.member("changes", pair.comparison, &object)
                }
            }
        }
        return json.text
    }
}
