public import PromptCore

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
    /// - Throws: as ``address(of:)`` and ``history(of:kind:)``; `noVersion` for a version that the record
    ///   does not have.
    public func log(_ request: LogRequest) throws(StoreError) -> LogOutcome {
        guard let name = request.name, name.text != "/" else {
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
            guard case .notFound = error, kind == nil, contents().folders.contains(address) else {
                throw error
            }
            return .folder(try log(below: address, limit: request.limit))
        }
    }
}
