internal import Diagnostics
internal import PromptCore
internal import YAMLTree

/// The names of variables that both sides gave in ways that do not fit together.
///
/// The variable and its tags are renamed in theirs before the merge, so that only the name is in conflict: each
/// text keeps its meaning, and changes of definitions and texts are merged as usual.
struct VariableNames {
    /// The name that the result has, and the name that theirs has for the same variable.
    struct Conflict {
        let ours: String
        let theirs: String

        var asMergeConflict: MergeConflict {
            MergeConflict(
                path: [.key("variables"), .key(ours), .key("name")], theirs: .text(theirs))
        }
    }

    /// Theirs, with other names.
    private(set) var theirs: MergeVersion
    private(set) var conflicts: [Conflict] = []

    init(base: MergeVersion?, ours: MergeVersion, theirs: MergeVersion, kind: RecordKind?, path: String) {
        self.theirs = theirs
        guard kind == .prompt || kind == .module, let base else { return }
        func members(_ version: MergeVersion) -> [YAMLMemberRanges.Member] {
            guard let root = version.tree.root, root.kind == .mapping else { return [] }
            return root["variables"]?.memberRanges()?.members ?? []
        }
        let (old, left, right) = (members(base), members(ours), members(theirs))
        guard !left.isEmpty, !right.isEmpty, left.first?.key != nil, right.first?.key != nil else { return }
        let texts = [base, ours, theirs].map { MemberIdentity.templates($0.tree.root) }
        let identity = MemberIdentity(shape: .variables)
        let oursPartners = identity.partners(between: old, and: left, texts: (texts[0], texts[1]))
        let theirsPartners = identity.partners(between: old, and: right, texts: (texts[0], texts[2]))
        func names(_ members: [YAMLMemberRanges.Member]) -> [String] { members.map { $0.key?.text ?? "" } }
        let (oldNames, leftNames, rightNames) = (names(old), names(left), names(right))
        var ofOurs: [Int: String] = [:]
        for (index, partner) in oursPartners.enumerated() {
            if let partner { ofOurs[partner] = leftNames[index] }
        }
        let isOurs = Swift.Set(leftNames)
        var isTaken = isOurs.union(rightNames)
        let renamed = Swift.Set(ofOurs.filter { oldNames[$0.key] != $0.value }.values)
        for (index, partner) in theirsPartners.enumerated() {
            let name = rightNames[index]
            guard let partner else {
                // Ours gave this name to another variable.
                guard renamed.contains(name) else { continue }
                var free = "\(name)_theirs"
                while isTaken.contains(free) { free += "_" }
                isTaken.insert(free)
                rename(name, to: free, kind: kind, path: path)
                continue
            }
            guard let mine = ofOurs[partner], name != oldNames[partner], name != mine else { continue }
            if mine != oldNames[partner] || isOurs.contains(name) {
                rename(name, to: mine, kind: kind, path: path)
            }
        }
    }

    /// Renames a variable of theirs; leaves it if the new name has another meaning there.
    private mutating func rename(_ name: String, to new: String, kind: RecordKind?, path: String) {
        guard let kind,
            let file = VariableNames.renamed(
                ParsedFile(
                    theirs.tree.source, kind: kind, address: Address(unchecked: path), format: .newest),
                from: name,
                to: new),
            let version = MergeVersion(file.tree)
        else { return }
        theirs = version
        conflicts.append(Conflict(ours: new, theirs: name))
    }

    /// Returns the file with a variable and its tags renamed; `nil` if that would change the meaning of a text.
    static func renamed(_ file: ParsedFile, from name: String, to new: String) -> ParsedFile? {
        guard let rename = try? VariableRename(in: file, from: name, to: new),
            let files = try? rename.plan([file], in: NoLibrary())
        else { return nil }
        return files.first?.after
    }

    /// Returns the variable of the key `variables.NAME.name`; `nil` for any other key.
    static func variable(inKey key: String) -> String? {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "variables", parts[2] == "name" else { return nil }
        return String(parts[1])
    }
}
