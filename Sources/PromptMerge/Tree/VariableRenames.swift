internal import Diagnostics
internal import PromptCore

/// Finds variables that one side renamed, so that uses of the old name on the other side can follow.
enum VariableRenames {
    /// Returns the renames for each version that has the old names.
    static func find(_ rows: RecordRows, _ sides: MergeSides) -> [MergeSide: [RecordMoves.NameRename]] {
        var found: [MergeSide: [RecordMoves.NameRename]] = [:]
        for row in rows.rows {
            guard let base = row.base.flatMap({ sides.base.parsed[$0] }),
                let ours = row.ours.flatMap({ sides.ours.parsed[$0] }),
                let theirs = row.theirs.flatMap({ sides.theirs.parsed[$0] })
            else { continue }
            for (side, changed, other) in [(MergeSide.theirs, theirs, ours), (.ours, ours, theirs)]
            where changed.source.bytes != base.source.bytes {
                for (old, new) in renamed(from: base, to: changed) {
                    let names = Set(variables(of: other))
                    guard names.contains(old), !names.contains(new) else { continue }
                    add(
                        old, new, in: (base, other), on: side.other, sides: sides, to: &found)
                }
            }
        }
        return found
    }

    private static func add(
        _ old: String, _ new: String, in files: (base: ParsedFile, other: ParsedFile), on side: MergeSide,
        sides: MergeSides, to found: inout [MergeSide: [RecordMoves.NameRename]]
    ) {
        var renames: [(MergeSide, RecordMoves.NameRename)] = []
        for (side, file) in [(MergeSide.base, files.base), (side, files.other)] {
            let name = file.kind == .variable ? nil : old
            guard let change = try? VariableRename(in: file, from: name, to: new) else { return }
            let library = sides[side].library
            let contexts = sides[side].parsed.values.filter {
                ($0.kind == .prompt || $0.kind == .module) && change.concerns($0, in: library)
            }
            guard (try? change.plan(contexts.isEmpty ? [] : contexts, in: library)) != nil else { return }
            renames.append(
                (
                    side,
                    RecordMoves.NameRename(
                        file: file, old: name, new: new,
                        contexts: contexts.sorted { $0.source.name < $1.source.name })
                ))
        }
        for (side, rename) in renames { found[side, default: []].append(rename) }
    }

    private static func variables(of file: ParsedFile) -> [String] {
        switch file.record {
        case .prompt(let prompt)?: prompt.variables.map(\.name.value)
        case .module(let module)?: module.variables.map(\.name.value)
        case .variable(let variable)?: [variable.name.value]
        default: []
        }
    }

    /// Returns the old and the new name of each variable that a side renamed in one file.
    private static func renamed(from base: ParsedFile, to changed: ParsedFile) -> [(String, String)] {
        if case .variable(let before)? = base.record, case .variable(let now)? = changed.record {
            return before.name.value == now.name.value ? [] : [(before.name.value, now.name.value)]
        }
        guard Set(variables(of: base)) != Set(variables(of: changed)), let before = PartOutline(base),
            let now = PartOutline(changed)
        else { return [] }
        let partners = VariableMatcher(
            old: before.variables, new: now.variables, oldTexts: before.texts, newTexts: now.texts
        ).partners
        return zip(now.variables, partners).compactMap { variable, partner in
            guard let partner, before.variables[partner].handle != variable.handle else { return nil }
            return (before.variables[partner].handle, variable.handle)
        }
    }
}
