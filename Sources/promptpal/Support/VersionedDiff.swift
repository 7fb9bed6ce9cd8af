internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptMerge
internal import PromptStore

extension ComparedRecord {
    var comparison: RecordComparison { .between(before, and: after) }

    /// The heading `prompt marketing/launch-email  v3 → v4`; with both addresses if it was renamed.
    var title: String {
        let (old, new) = (before?.address.path, after?.address.path)
        let kind = (after ?? before)?.kind.rawValue ?? ""
        guard let old, let new, old != new else {
            return "\(kind) \(new ?? old ?? "")  \(from.word) → \(to.word)"
        }
        return "\(kind) \(old)  \(from.word) → \(new)  \(to.word)"
    }

    /// The difference of the files' lines, as input for `patch` and `git apply`.
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
                Terminal.line("--- \(before.map { "a/" + $0.source.name } ?? "/dev/null")"), as: .bold),
            Terminal.styled(
                Terminal.line("+++ \(after.map { "b/" + $0.source.name } ?? "/dev/null")"), as: .bold),
        ] + text
    }

    /// Returns several differences, as an array of objects with the changes of each.
    static func json(_ pairs: [ComparedRecord]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for pair in pairs {
                guard let file = pair.after ?? pair.before else { continue }
                list.object { object in
                    object.set("address", to: file.address.path)
                    object.set("kind", to: file.kind.rawValue)
                    object.set("path", to: file.source.name)
                    let old = pair.before.flatMap {
                        $0.source.name == file.source.name ? nil : $0.source.name
                    }
                    object.set("previous_path", to: old)
                    DiffJSON.member("changes", of: pair.comparison, to: &object)
                }
            }
        }
        return json.text
    }
}

extension ComparedRecord.Side {
    /// The side in the form for people.
    fileprivate var word: String {
        switch self {
        case .nothing: "nothing"
        case .lastCommit: "last commit"
        case .workTree: "work tree"
        case .version(let text): text
        }
    }
}
