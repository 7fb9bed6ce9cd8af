internal import Diagnostics
internal import YAMLTree

/// PP508: keys in an unusual order are harder to read and to merge.
enum KeyOrder: Check {
    static func run(_ subject: Subject, _ report: inout [Diagnostic]) {
        guard let root = subject.tree.root, root.style == .block else { return }
        let usual = usualOrder(of: root, Keys.description(of: subject.file.kind))
        var highest = -1
        for (entry, rank) in zip(root.entries, usual) {
            guard let rank else { continue }
            guard rank > highest else {
                report.append(
                    Diagnostic(
                        "PP508", .note, "`\(entry.key.text)` usually stands further up", at: entry.key.range,
                        help: "`promptpal validate --fix` puts the keys in the usual order", fix: .orderKeys))
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
