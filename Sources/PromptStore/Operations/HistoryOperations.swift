public import PromptCore
internal import PromptMerge

/// A history to list.
public struct LogRequest: Sendable {
    /// A record, with `@VERSION` for its history up to a version, or a folder; `nil` for the whole store.
    public var name: RecordName?
    /// The largest number of commits of a folder or store to read; `nil` for all.
    public var limit: Int?

    /// A request; without a name, for the whole store.
    public init(name: RecordName? = nil, limit: Int? = nil) {
        self.name = name
        self.limit = limit
    }
}

/// A listed history.
public enum LogOutcome: Sendable {
    /// The versions of a record that was found by the address `asked`.
    case record(RecordHistory, asked: Address)
    /// The commits that changed something in a folder or the store.
    case folder(StoreLog)
}

extension Store {
    /// Lists the versions of a record, or the commits that changed a folder or the store.
    ///
    /// - Throws: as ``address(of:)`` and ``history(of:kind:)``; `versions` for a version that the record
    ///   does not have.
    public func log(_ request: LogRequest) throws(StoreError) -> LogOutcome {
        guard let name = request.name else {
            return .folder(try log(below: .top, limit: request.limit))
        }
        let typed = VersionedName(name.text)
        let (address, kind) = try self.address(
            of: RecordName(typed.name, kind: name.kind, from: name.directory))
        do throws(StoreError) {
            var history = try history(of: address, kind: kind)
            if let spec = typed.spec { history = try self.history(history, upTo: spec) }
            return .record(history, asked: address)
        } catch {
            guard case .notFound = error, kind == nil || address == .top, contents().folders.contains(address)
            else {
                throw error
            }
            return .folder(try log(below: address, limit: request.limit))
        }
    }
}

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
    /// Compares two versions of a record, or a version with the work tree, or the work tree with the last
    /// commit.
    ///
    /// - Throws: as ``address(of:)``; `versions`, `notFound`, `repository`.
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
        let before = try oldFile(of: address, kind: kind, old).file
        let after = try oldFile(of: address, kind: before.kind, newSpec).file
        return DiffOutcome(records: [
            ComparedRecord(
                before: before, after: after, from: .version(old.description), to: .version(newer))
        ])
    }

    /// Returns the file and the id of a record in a version; a label file needs no repository.
    private func oldFile(
        of address: Address, kind: RecordKind?, _ spec: VersionSpec
    ) throws(StoreError) -> (file: ParsedFile, id: RecordID?) {
        if case .revision(let label) = spec, let found = try labelledRecord(label, of: address, kind: kind) {
            return (found.file, found.content.id)
        }
        let found = try version(of: address, kind: kind, spec)
        return (found.file, found.id)
    }

    /// Compares a version, or else the last commit, with the work tree.
    private func compare(
        _ spec: VersionSpec?, of address: Address, kind: RecordKind?
    ) throws(StoreError) -> ComparedRecord {
        let after = try fileIfThere(at: address, kind)
        let from = spec.map { ComparedRecord.Side.version($0.description) } ?? .lastCommit
        do throws(StoreError) {
            let before = try oldFile(of: address, kind: after?.kind ?? kind, spec ?? .revision("HEAD")).file
            // The address is an earlier one of the record, which may have another now.
            if after == nil, let id = before.record?.header.id?.value, let now = addresses(of: [id])[id],
                let moved = try fileIfThere(at: now, before.kind)
            {
                return ComparedRecord(before: before, after: moved, from: from, to: .workTree)
            }
            return ComparedRecord(before: before, after: after, from: from, to: .workTree)
        } catch {
            // If no commit has the record, all of it is new.
            guard case .versions = error, spec == nil, let after else { throw error }
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

/// A version of a record to restore.
public struct RestoreRequest: Sendable {
    /// The address with the version: `marketing/launch-email@v3`.
    public var record: RecordName
    /// True if unsaved edits may be lost.
    public var isForced: Bool
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to restore a version.
    public init(_ record: RecordName, isForced: Bool = false, write: WriteOptions = WriteOptions()) {
        self.record = record
        self.isForced = isForced
        self.write = write
    }
}

/// The result of ``Store/restore(_:)``.
public struct RestoreOutcome: Sendable {
    /// The version as typed: `v3`.
    public let version: String
    /// The restored record, and the errors of its content.
    public let restored: Restored
}

extension Store {
    /// Gives a record the content of a version, as a new version. A deleted record is restored at its former
    /// path.
    ///
    /// - Throws: `noVersionGiven`; `versionGiven`, `address`, `versions`; `restoring` if unsaved edits would be lost, or the
    ///   version can't be read; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func restore(_ request: RestoreRequest) throws(StoreError) -> RestoreOutcome {
        let typed = VersionedName(request.record.text)
        guard let spec = typed.spec, !typed.name.isEmpty else {
            throw .noVersionGiven(text: request.record.text)
        }
        let (address, kind) = try address(
            of: RecordName(typed.name, kind: request.record.kind, from: request.record.directory))
        let old = try oldFile(of: address, kind: kind, spec)
        let restored = try restore(
            old.file, id: old.id, at: address, version: spec.description, isForced: request.isForced,
            options: request.write)
        return RestoreOutcome(version: spec.description, restored: restored)
    }
}
