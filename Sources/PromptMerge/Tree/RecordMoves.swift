internal import Diagnostics
internal import PromptCore

/// The changes that a merge makes to the addresses and variable names of one version: where each of its
/// records is in the result, and how its references name them then.
public struct RecordMoves: Sendable {
    let side: MergeSide
    /// The new path of each file of the side that moves.
    public let paths: [String: String]
    /// Paths of records that are not in the result.
    let deleted: Set<RecordPath>
    private let moved: [RecordPath: Address]
    private let before: SideLibrary
    private let after: SideLibrary
    private let renames: [NameRename]
    private let isActive: Bool

    /// The rename of a variable on the other side.
    struct NameRename: Sendable {
        /// The file that declares it, on this side.
        let file: ParsedFile
        /// Its name there; `nil` in the variable's own file.
        let old: String?
        let new: String
        /// The texts that get it from there.
        let contexts: [ParsedFile]
    }

    init(
        _ side: MergeSide, rows: RecordRows, sides: MergeSides, after: SideLibrary, renames: [NameRename],
        addsShared: Bool
    ) {
        self.side = side
        var paths: [String: String] = [:]
        var moved: [RecordPath: Address] = [:]
        var deleted: Set<RecordPath> = []
        for row in rows.rows {
            guard let path = row[side] else { continue }
            if sides.isDeleted(row) {
                if let record = RecordPath(path) { deleted.insert(record) }
            } else if !path.utf8.elementsEqual(row.target.utf8) {
                paths[path] = row.target
                if let from = RecordPath(path), let to = RecordPath(row.target) { moved[from] = to.address }
            }
        }
        self.paths = paths
        self.deleted = deleted
        self.moved = moved
        self.before = sides[side].library
        self.after = after
        self.renames = renames
        isActive = addsShared || !renames.isEmpty || !moved.isEmpty
    }

    /// True if no file of the side changes.
    public var isEmpty: Bool { !isActive }

    /// A file with other names for what it refers to.
    public struct Rewritten: Sendable {
        /// The file.
        public var bytes: [UInt8]
        /// Handles of modules that changed with the name of their shared module: before and now.
        public var handles: [(before: String, now: String)] = []
    }

    /// Returns a file of this side as it is in the result: at its new path, with references that mean the
    /// same records as before.
    ///
    /// - Parameter path: its path on this side, relative to the store.
    public func rewritten(_ bytes: [UInt8], at path: String) -> Rewritten {
        guard isActive, let record = RecordPath(path) else { return Rewritten(bytes: bytes) }
        let target = RecordPath(paths[path] ?? path) ?? record
        var file = record.parsed(bytes)
        for rename in renames { file = renamed(file, by: rename) }
        let old = file
        if record.kind == .variable, record.address.name != target.address.name {
            file = keepingName(file, from: record, to: target)
        }
        let names = names(of: old, at: target)
        let moved = target.parsed(file.source.bytes)
        guard !names.isEmpty, let after = try? moved.renaming(names) else {
            return Rewritten(bytes: moved.source.bytes)
        }
        return Rewritten(bytes: after.source.bytes, handles: RecordMoves.handles(of: old, after))
    }

    /// Returns the references that name another record from the new location, with the new names.
    private func names(
        of file: ParsedFile, at target: RecordPath
    ) -> [(reference: ReferenceLocation, name: String)] {
        let moved = target.parsed(file.source.bytes)
        return zip(file.moduleReferences, moved.moduleReferences).compactMap { old, reference in
            guard let address = old.target(from: file.address.folder, in: before) else { return nil }
            let module = RecordPath(kind: .module, address: address)
            guard !deleted.contains(module) else { return nil }
            let best = self.moved[module] ?? address
            guard
                let name = reference.name(
                    of: best, accepting: [best], from: target.address.folder, in: after),
                name != reference.name
            else { return nil }
            return (reference, name)
        }
    }

    /// A variable without `name` takes it from its file, so the name is written down before the file moves.
    private func keepingName(_ file: ParsedFile, from: RecordPath, to: RecordPath) -> ParsedFile {
        let name = Variable.name(fromFile: from.address.name)
        guard file.record?.header.name == nil, name != Variable.name(fromFile: to.address.name),
            let named = try? file.applying([Assignment(key: ["name"], .set, value: name)])
        else { return file }
        return named
    }

    private func renamed(_ file: ParsedFile, by rename: NameRename) -> ParsedFile {
        func isSame(_ other: ParsedFile) -> Bool { other.address == file.address && other.kind == file.kind }
        let declaring = isSame(rename.file) ? file : rename.file
        guard let change = try? VariableRename(in: declaring, from: rename.old, to: rename.new) else {
            return file
        }
        var contexts = rename.contexts.filter { !isSame($0) }
        if file.kind == .prompt || file.kind == .module { contexts.append(file) }
        let library = OverlayLibrary(before, with: file.kind == .module ? [file] : [])
        contexts.removeAll { !change.concerns($0, in: library) }
        guard let plan = try? change.plan(contexts, in: library) else { return file }
        return plan.first { isSame($0.before) }?.after ?? file
    }

    private static func handles(
        of old: ParsedFile, _ new: ParsedFile
    ) -> [(before: String, now: String)] {
        guard case .prompt(let before)? = old.record, case .prompt(let now)? = new.record,
            before.modules.count == now.modules.count
        else { return [] }
        return zip(before.modules, now.modules).compactMap {
            $0.handle == $1.handle ? nil : ($0.handle, $1.handle)
        }
    }
}
