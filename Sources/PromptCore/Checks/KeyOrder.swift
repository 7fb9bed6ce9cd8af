internal import Diagnostics
internal import YAMLTree

extension DiagnosticRule {
    /// Keys in an unusual order.
    static let keyOrder = DiagnosticRule(
        "PP508", severity: .note, title: "unusual order of keys",
        explanation: """
            Files with keys in the usual order are easier to read and to merge. The order does not change \
            the meaning. `promptpal validate --fix` moves the keys together with their comments.
            """,
        wrong: "content: Write it.\nname: Launch email\n",
        right: "name: Launch email\ncontent: Write it.\n")
}

/// Keys in an unusual order are harder to read and to merge.
enum KeyOrder: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        guard let root = subject.file.tree?.root, root.style == .block else { return }
        let usual = usualOrder(of: root, Keys.description(of: subject.file.kind))
        var highest = -1
        for (entry, rank) in zip(root.entries, usual) {
            guard let rank else { continue }
            guard rank > highest else {
                report.append(.keyOrder(entry.key.text, at: entry.key.range))
                return
            }
            highest = rank
        }
    }

    /// Returns the usual index of each entry's key; `nil` for unknown keys.
    private static func usualOrder(of root: YAMLNode, _ object: ObjectDescription) -> [Int?] {
        root.entries.map { entry in
            let name = entry.key.text
            return object.keys.firstIndex { $0.name == name }
        }
    }
}

extension Diagnostic {
    /// Reports the first key that usually precedes an earlier one; the fix sorts the keys.
    fileprivate static func keyOrder(_ key: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .keyOrder, message: "`\(key)` usually comes earlier", at: range,
            help: "`promptpal validate --fix` puts the keys in the usual order", fix: .orderKeys)
    }
}
