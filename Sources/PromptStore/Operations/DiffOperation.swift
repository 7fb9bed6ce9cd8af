public import PromptCore
internal import PromptMerge

/// Records to compare.
public struct DiffRequest: Sendable {
    /// The record, with `@VERSION` for the older side; `nil` for all unsaved edits.
    public var record: RecordName?
    /// The newer version, without its `@`; `nil` for the work tree.
    public var newer: String?

    /// A request for these sides; without arguments, all unsaved edits.
    public init(record: RecordName? = nil, newer: String? = nil) {
        self.record = record
        self.newer = newer
    }
}

/// A record on two sides.
public struct ComparedRecord: Sendable {
    /// A side of a comparison.
    public enum Side: Sendable, Hashable {
        /// The record does not exist.
        case nothing
        case lastCommit
        case workTree
        /// A version as typed, without its `@`.
        case version(String)
    }

    /// The record on the older side; `nil` if it does not exist there.
    public let before: ParsedFile?
    /// The record on the newer side; `nil` if it does not exist there.
    public let after: ParsedFile?
    /// The older side.
    public let from: Side
    /// The newer side.
    public let to: Side
}

/// The compared records.
public struct DiffOutcome: Sendable {
    /// The records, sorted by path; a single requested record also if both sides are equal.
    public let records: [ComparedRecord]
}

extension Store {
    /// Compares two versions of a record, or a version with the work tree, or the work tree with the last commit.
    ///
    /// - Throws: as ``address(of:)``; `noVersion`, `notFound`, `repository`.
    public func diff(_ request: DiffRequest) throws(StoreError) -> DiffOutcome {
        guard let record = request.record else { return DiffOutcome(records: try unsavedRecords()) }
        let typed = VersionedName(record.text)
        let (address, kind) = try self.address(
            of: RecordName(typed.name, kind: record.kind, from: record.directory))
        guard let newer = request.newer else {
            return DiffOutcome(records: [try compare(typed.spec, of: address, kind: kind)])
        }
        let newSpec = VersionedName("@" + newer).spec ?? .revision("HEAD")
        guard let old = typed.spec else {
            // `diff x @v3` means the same as `diff x@v3`.
            return DiffOutcome(records: [try compare(newSpec, of: address, kind: kind)])
        }
        let before = try version(of: address, kind: kind, old).file
        let after = try version(of: address, kind: before.kind, newSpec).file
        return DiffOutcome(records: [
            ComparedRecord(
                before: before, after: after, from: .version(old.description), to: .version(newer))
        ])
    }

    /// Compares a version, or else the last commit, with the work tree.
    private func compare(
        _ spec: VersionSpec?, of address: Address, kind: RecordKind?
    ) throws(StoreError) -> ComparedRecord {
        let after = try fileIfThere(at: address, kind)
        let from = spec.map { ComparedRecord.Side.version($0.description) } ?? .lastCommit
        do throws(StoreError) {
            let before = try version(of: address, kind: after?.kind ?? kind, spec ?? .revision("HEAD")).file
            // The address is an earlier one of the record, which may have another now.
            if after == nil, let id = before.record?.header.id?.value, let now = addresses(of: [id])[id],
                let moved = try fileIfThere(at: now, before.kind)
            {
                return ComparedRecord(before: before, after: moved, from: from, to: .workTree)
            }
            return ComparedRecord(before: before, after: after, from: from, to: .workTree)
        } catch {
            // If no commit has the record, all of it is new.
            guard case .noVersion = error, spec == nil, let after else { throw error }
            return ComparedRecord(before: nil, after: after, from: .nothing, to: .workTree)
        }
    }

    /// Returns every record whose work-tree content differs from the last commit.
    private func unsavedRecords() throws(StoreError) -> [ComparedRecord] {
        let status = try status()
        return status.changes.compactMap { change in
            guard let found = status.comparison(of: change) else { return nil }
            return ComparedRecord(
                before: found.before, after: found.after, from: found.before == nil ? .nothing : .lastCommit,
                to: found.after == nil ? .nothing : .workTree)
        }
    }
}
