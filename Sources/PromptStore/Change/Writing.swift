public import Diagnostics
public import PromptCore

extension Store {
    /// Writes a new record.
    ///
    /// - Throws: `exists` where its address (or a twin of it that differs in case only) is taken.
    public func create(_ kind: RecordKind, at address: Address, _ bytes: [UInt8]) throws(StoreError) {
        let key = Slug.foldingKey(address.path)
        let folder = address.folder
        let twins = contents().files.filter { $0.kind == kind && $0.address.folder.path.utf8.count == folder.path.utf8.count }
        if let twin = twins.first(where: { Slug.foldingKey($0.address.path) == key }) {
            throw .exists(kind: kind, address: twin.address, file: twin.path)
        }
        var transaction = Transaction(directory)
        transaction.create(address.file(kind), bytes)
        do {
            _ = try transaction.commit()
        } catch .exists {
            throw .exists(kind: kind, address: address, file: address.file(kind))
        } catch {
            throw .file(error)
        }
    }

    /// Replaces a record by its edited form, unless someone changed it since it was read.
    /// - Returns: whether anything was written.
    public func replace(_ before: ParsedFile, with after: ParsedFile) throws(StoreError) -> Bool {
        try replace(before.source, with: after.source.bytes)
    }

    /// Replaces a file of the store by `bytes`, unless someone changed it since it was read as `before`.
    public func replace(_ before: SourceText, with bytes: [UInt8]) throws(StoreError) -> Bool {
        var transaction = Transaction(directory)
        transaction.replace(before.name, bytes, before: before.bytes)
        do {
            return try transaction.commit() > 0
        } catch {
            throw .file(error)
        }
    }
}

/// New ids and the present time, for records that the tool makes.
public enum Stamp {
    /// A UUIDv7 of this moment.
    public static func newID() -> RecordID {
        let random = Host.randomBytes(16)
        func half(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        return .version7(
            milliseconds: UInt64(max(0, Host.millisecondsSinceEpoch())), random: (half(random[..<8]), half(random[8...])))
    }
}
