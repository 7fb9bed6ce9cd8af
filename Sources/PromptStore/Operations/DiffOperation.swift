public import PromptCore
internal import PromptMerge

/// Records to compare.
public struct DiffRequest: Sendable {
    /// With `@VERSION` for the older side; `nil` for everything that is not saved.
    public var record: RecordName?
    /// The newer version, without its `@`; `nil` for the work tree.
    public var newer: String?

    public init(record: RecordName? = nil, newer: String? = nil) {
        self.record = record
        self.newer = newer
    }
}

/// A record as it is on two sides.
public struct ComparedRecord: Sendable {
    /// A side of a comparison.
    public enum Side: Sendable, Hashable {
        /// The record is not there.
        case nothing
        case lastCommit
        case workTree
        /// A version as it was typed, without its `@`.
        case version(String)
    }

    /// `nil` if it is not there.
    public let before: ParsedFile?
    public let after: ParsedFile?
    public let from: Side
    public let to: Side
}

/// Records that were compared.
public struct DiffOutcome: Sendable {
    /// In the order of their paths; those that are equal too, if one was asked for.
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
            return DiffOutcome(records: [try compare(typed.spec, address, kind)])
        }
        let newSpec = VersionedName("@" + newer).spec ?? .revision("HEAD")
        guard let old = typed.spec else {
            // `diff x @v3` means what `diff x@v3` does.
            return DiffOutcome(records: [try compare(newSpec, address, kind)])
        }
        let before = try version(of: address, kind: kind, old).file
        let after = try version(of: address, kind: before.kind, newSpec).file
        return DiffOutcome(records: [
            ComparedRecord(
                before: before, after: after, from: .version(old.description), to: .version(newer))
        ])
    }

    /// A version, or else the last commit, and the work tree.
    private func compare(
        _ spec: VersionSpec?, _ address: Address, _ kind: RecordKind?
    ) throws(StoreError) -> ComparedRecord {
        let after = try fileIfThere(at: address, kind)
        let from = spec.map { ComparedRecord.Side.version($0.description) } ?? .lastCommit
        do throws(StoreError) {
            let before = try version(of: address, kind: after?.kind ?? kind, spec ?? .revision("HEAD")).file
            // An address that it had then: it may be at another now.
            if after == nil, let id = before.record?.header.id?.value, let now = addresses(of: [id])[id],
                let moved = try fileIfThere(at: now, before.kind)
            {
                return ComparedRecord(before: before, after: moved, from: from, to: .workTree)
            }
            return ComparedRecord(before: before, after: after, from: from, to: .workTree)
        } catch {
            // A record that no commit has is all new.
            guard case .noVersion = error, spec == nil, let after else { throw error }
            return ComparedRecord(before: nil, after: after, from: .nothing, to: .workTree)
        }
    }

    /// Every record that is not in the work tree as the last commit has it.
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
