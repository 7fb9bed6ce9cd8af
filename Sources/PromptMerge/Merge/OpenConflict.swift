internal import JSON
public import PromptCore
internal import YAMLTree

/// A conflict of which a merge kept both versions, and that is not resolved yet.
public struct OpenConflict: Sendable, Hashable {
    /// The kind of conflict.
    public enum Kind: String, Sendable, Hashable {
        /// A text; the other one is an additional option.
        case option
        /// A value; the other one is under `conflicts`.
        case value
    }

    /// The kind of the conflict.
    public var kind: Kind
    /// The key in conflict, in the syntax of `set`: `modules.persona.options.copywriter.content`.
    public var key: String
    /// The current value; empty if there is none.
    public var ours: String
    /// The other side's value; empty if there is none.
    public var theirs: String
    /// The path of theirs in the file.
    var path: [YAMLPathStep]
    /// The path of ours; `nil` if it no longer exists.
    var target: [YAMLPathStep]?
}

/// The version of a conflict to keep.
public enum ConflictChoice: String, Sendable, Hashable, CaseIterable {
    case ours, theirs
    /// Both texts stay, as ordinary options.
    case both
}

extension ParsedFile {
    /// The conflicts that a merge kept, in the order of the file.
    public var openConflicts: [OpenConflict] {
        guard let tree, let root = tree.root, root.kind == .mapping else { return [] }
        var found: [OpenConflict] = []
        if let modules = root["modules"], modules.kind == .sequence {
            for (index, module) in modules.items.enumerated() where module.kind == .mapping {
                addOptions(of: module, at: [.key("modules"), .index(index)], in: tree, to: &found)
            }
        }
        if kind == .module { addOptions(of: root, at: [], in: tree, to: &found) }
        if let list = root["conflicts"], list.kind == .sequence {
            for (index, item) in list.items.enumerated() where item.kind == .mapping {
                guard let at = MemberIdentity.scalar(item["at"]) ?? (item["at"] == nil ? nil : ""),
                    let theirs = item["theirs"]
                else { continue }
                let target = DottedKey.path(of: at, in: tree)
                found.append(
                    OpenConflict(
                        kind: .value, key: at, ours: target.flatMap { tree.node(at: $0) }?.shownText ?? "",
                        theirs: theirs.shownText, path: [.key("conflicts"), .index(index)], target: target))
            }
        }
        return found
    }

    private func addOptions(
        of module: YAMLNode, at path: [YAMLPathStep], in tree: YAMLTree, to found: inout [OpenConflict]
    ) {
        guard let list = module["options"], list.kind == .sequence else { return }
        let items = Array(list.items)
        let handles = PartHandles.of(items)
        let options = path + [.key("options")]
        for (index, item) in items.enumerated() {
            guard let handle = MemberIdentity.scalar(item["conflict"]) else { continue }
            let other = handles.firstIndex(of: handle)
            let target = other.map { options + [.index($0), .key("content")] }
            let key =
                target.map { DottedKey.text(of: $0, in: tree) } ?? DottedKey.text(of: options, in: tree)
                + ".\(handle).content"
            found.append(
                OpenConflict(
                    kind: .option, key: key, ours: other.flatMap { items[$0]["content"] }?.text ?? "",
                    theirs: item["content"]?.text ?? "", path: options + [.index(index)], target: target))
        }
    }
}

extension YAMLNode {
    /// A scalar's text; a list or map as JSON.
    fileprivate var shownText: String {
        if kind == .scalar { return text }
        var json = JSONWriter(pretty: false)
        FreeJSON.write(FreeValue(self), to: &json)
        return json.text
    }
}
