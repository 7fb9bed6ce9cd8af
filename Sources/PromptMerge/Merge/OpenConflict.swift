internal import Diagnostics
public import PromptCore
internal import YAMLTree

/// Something of which a merge kept both versions, and on which no one has decided yet.
public struct OpenConflict: Sendable, Hashable {
    /// What is kept both.
    public enum Kind: String, Sendable, Hashable {
        /// A text; the other one is an option of its own.
        case option
        /// A value; the other one stands under `conflicts`.
        case value
    }

    public var kind: Kind
    /// The key of what is in conflict, as `set` takes it: `modules.persona.options.copywriter.content`.
    public var place: String
    /// What is in place; empty where there is nothing.
    public var ours: String
    public var theirs: String
    /// Where theirs is in the file.
    var path: [YAMLPathStep]
    /// Where ours is; `nil` where it is no longer there.
    var target: [YAMLPathStep]?
}

/// Which version of a conflict is taken.
public enum ConflictChoice: String, Sendable, Hashable, CaseIterable {
    case ours, theirs
    /// Both texts stay, as options like any other.
    case both
}

extension ParsedFile {
    /// What a merge kept of both sides, in the order of the file.
    public var openConflicts: [OpenConflict] {
        guard let tree, let root = tree.root, root.kind == .mapping else { return [] }
        var found: [OpenConflict] = []
        if let modules = root["modules"], modules.kind == .sequence {
            for (index, module) in modules.items.enumerated() where module.kind == .mapping {
                addOptions(module, [.key("modules"), .index(index)], tree, &found)
            }
        }
        if kind == .module { addOptions(root, [], tree, &found) }
        if let list = root["conflicts"], list.kind == .sequence {
            for (index, item) in list.items.enumerated() where item.kind == .mapping {
                guard let at = MemberIdentity.scalar(item["at"]) ?? (item["at"] == nil ? nil : ""),
                    let theirs = item["theirs"]
                else { continue }
                let target = MergePlace.path(at, in: tree)
                found.append(
                    OpenConflict(
                        kind: .value, place: at, ours: target.flatMap { tree.node(at: $0) }?.shownText ?? "",
                        theirs: theirs.shownText, path: [.key("conflicts"), .index(index)], target: target))
            }
        }
        return found
    }

    private func addOptions(
        _ module: YAMLNode, _ path: [YAMLPathStep], _ tree: YAMLTree, _ found: inout [OpenConflict]
    ) {
        guard let list = module["options"], list.kind == .sequence else { return }
        let items = Array(list.items)
        let handles = PartHandles.of(items)
        let options = path + [.key("options")]
        for (index, item) in items.enumerated() {
            guard let handle = MemberIdentity.scalar(item["conflict"]) else { continue }
            let other = handles.firstIndex(of: handle)
            let target = other.map { options + [.index($0), .key("content")] }
            let place =
                target.map { MergePlace.words($0, in: tree) } ?? MergePlace.words(options, in: tree)
                + ".\(handle).content"
            found.append(
                OpenConflict(
                    kind: .option, place: place, ours: other.flatMap { items[$0]["content"] }?.text ?? "",
                    theirs: item["content"]?.text ?? "", path: options + [.index(index)], target: target))
        }
    }
}

extension YAMLNode {
    /// A scalar's text; a list or map as it stands in the file.
    fileprivate var shownText: String {
        if kind == .scalar { return text }
        var json = JSONWriter(pretty: false)
        FreeJSON.write(FreeValue(self), &json)
        return json.text
    }
}
