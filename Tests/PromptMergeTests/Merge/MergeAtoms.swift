import Diagnostics
import PromptCore
import YAMLTree

@testable import PromptMerge

/// The content of a prompt in single values: a map from a path of names to a value. Items of unordered lists
/// are paths without a value.
struct MergeAtoms {
    private(set) var values: [String: String] = [:]
    /// Paths that are held back by a conflict.
    private(set) var conflicts: [String] = []
    /// All texts in it; a text of several lines is also included line by line.
    private(set) var texts: Swift.Set<String> = []

    init?(_ text: [UInt8]) {
        let parsed = YAMLTree.parse(SourceText(name: "merged", bytes: text))
        guard let root = parsed.tree?.root, parsed.diagnostics.allSatisfy({ $0.severity < .error }) else {
            return nil
        }
        add(root, "")
        collect(root)
    }

    private mutating func collect(_ node: YAMLNode) {
        switch node.kind {
        case .scalar: for line in node.text.split(separator: "\n") { texts.insert(String(line)) }
        case .sequence: for item in node.items { collect(item) }
        case .mapping:
            for entry in node.entries {
                texts.insert(entry.key.text)
                collect(entry.value)
            }
        }
    }

    private mutating func add(_ node: YAMLNode, _ path: String) {
        switch node.kind {
        case .scalar: values[path] = node.text
        case .sequence:
            let handles = PartHandles.of(Array(node.items))
            for (item, handle) in zip(node.items, handles) {
                if item.kind == .scalar {
                    values["\(path)/\(item.text)"] = ""
                } else if path == "/conflicts" {
                    let place = (item["at"]?.text ?? "").split(separator: ".").joined(separator: "/")
                    conflicts.append("/" + place)
                } else if let other = item["conflict"] {
                    conflicts.append("\(path)/\(other.text)/content")
                } else {
                    add(item, "\(path)/\(handle)")
                }
            }
        case .mapping:
            for entry in node.entries {
                let key = entry.key.text
                let isShort = key == "content" && path.hasPrefix("/modules/") && !path.contains("/options")
                add(entry.value, isShort ? "\(path)/options/1/content" : "\(path)/\(key)")
            }
        }
    }

    /// True if there is a conflict at this path, above or below it.
    func isHeldBack(_ path: String) -> Bool {
        conflicts.contains { path == $0 || path.hasPrefix($0 + "/") || $0.hasPrefix(path + "/") || $0 == "/" }
    }
}
