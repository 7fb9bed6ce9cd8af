internal import PromptCore
internal import PromptIndex
internal import SafeFiles

/// The counts so far, kept beside the events: `counts`, and for each month the ids of its events. If any of
/// it is deleted, the events are counted again.
struct UsageCache: Sendable {
    private let root: SafeDirectory
    private let folder: String

    private static let countsKind = "promptpal usage counts 1"
    private static let idsKind = "promptpal usage ids 1"
    private static let limit = 1 << 30

    /// - Parameter store: its path with links resolved: linked work trees share one folder, and may have
    ///   other files in `usage/`.
    init(_ local: LocalUsage, store: String) {
        root = local.root
        folder = local.folder + "/counts/" + String(DamageSum.of(Array(store.utf8)), radix: 16)
    }

    /// Returns `nil` if nothing was kept, or anything is in doubt.
    func load() -> UsageCounts? {
        guard let bytes = try? root.read(folder + "/counts", limit: UsageCache.limit),
            var reader = FieldReader(bytes, sealed: UsageCache.countsKind)
        else { return nil }
        let counts = UsageCounts(&reader)
        return reader.isBroken || !reader.isAtEnd ? nil : counts
    }

    /// Returns the ids of a month's events; `nil` if they are not those that were counted.
    func ids(of month: Int32, sum: UInt64) -> [RecordID]? {
        guard let bytes = try? root.read(path(month), limit: UsageCache.limit),
            var reader = FieldReader(bytes, sealed: UsageCache.idsKind)
        else { return nil }
        let count = reader.count()
        let slice = reader.slice(count * 16)
        guard !reader.isBroken, reader.isAtEnd else { return nil }
        let ids = slice.withUnsafeBytes { bytes in
            (0..<count).map { index in
                RecordID(
                    high: UInt64(
                        littleEndian: bytes.loadUnaligned(fromByteOffset: index * 16, as: UInt64.self)),
                    low: UInt64(
                        littleEndian: bytes.loadUnaligned(fromByteOffset: index * 16 + 8, as: UInt64.self)))
            }
        }
        return UsageCache.sum(ids) == sum ? ids : nil
    }

    /// Stores the counts, the ids first; a failure is ignored.
    func save(_ counts: UsageCounts, ids: [Int32: [RecordID]]) {
        for (month, ids) in ids {
            var writer = FieldWriter()
            writer.number(ids.count)
            UsageCache.withBytes(of: ids) { writer.raw($0) }
            guard (try? root.putOver(path(month), bytes: writer.sealed(UsageCache.idsKind))) != nil else {
                return
            }
        }
        try? root.putOver(folder + "/counts", bytes: counts.encoded(UsageCache.countsKind))
    }

    private func path(_ month: Int32) -> String { folder + "/ids-\(month / 12)-\(month % 12 + 1)" }

    static func sum(_ ids: [RecordID]) -> UInt64 { withBytes(of: ids) { DamageSum.of($0) } }

    /// Two halves per id, the least significant byte first.
    private static func withBytes<Value>(
        of ids: [RecordID], body: (UnsafeRawBufferPointer) -> Value
    ) -> Value {
        var halves: [UInt64] = []
        halves.reserveCapacity(2 * ids.count)
        for id in ids {
            halves.append(id.high.littleEndian)
            halves.append(id.low.littleEndian)
        }
        return halves.withUnsafeBytes(body)
    }
}

extension UsageCounts {
    fileprivate func encoded(_ kind: String) -> [UInt8] {
        var writer = FieldWriter()
        writer.number(names.prompts.count)
        for prompt in names.prompts {
            writer.short(prompt.id == nil ? 0 : 1)
            writer.number(prompt.id?.high ?? 0)
            writer.number(prompt.id?.low ?? 0)
            writer.text(prompt.address)
            writer.number(Int(prompt.addressAt))
        }
        for texts in [names.users.all, names.actions.all] {
            writer.number(texts.count)
            texts.forEach { writer.text($0) }
        }
        writer.number(months.count)
        for (month, counted) in months.sorted(by: { $0.key < $1.key }) {
            writer.number(Int(month))
            writer.number(counted.ids)
            writer.number(counted.rows.count)
            for row in counted.rows {
                for number in [row.prompt, row.user, row.action, row.day] {
                    writer.short(UInt32(bitPattern: number))
                }
                writer.short(row.count)
                writer.short(row.last)
            }
        }
        writer.number(files.count)
        for file in files {
            writer.short(file.isShared ? 1 : 0)
            writer.text(file.path)
            for number in [file.stamp.size, file.stamp.modified, file.stamp.changed] {
                writer.number(Int(number))
            }
            writer.number(file.stamp.inode)
            writer.number(file.stamp.device)
            writer.number(file.counted)
            writer.number(file.tail)
            writer.number(file.tornCount)
            writer.number(file.months.count)
            file.months.sorted().forEach { writer.number(Int($0)) }
        }
        return writer.sealed(kind)
    }

    fileprivate init(_ reader: inout FieldReader) {
        for _ in 0..<reader.count() where !reader.isBroken {
            let hasID = reader.short() == 1
            let id = RecordID(high: reader.number(), low: reader.number())
            let address = reader.text()
            _ = names.index(
                of: UsagePrompt(id: hasID ? id : nil, address: address, addressAt: reader.signed()))
        }
        for _ in 0..<reader.count() where !reader.isBroken { _ = names.index(ofUser: reader.text()) }
        for _ in 0..<reader.count() where !reader.isBroken { _ = names.index(ofAction: reader.text()) }
        let limits = (names.prompts.count, names.users.all.count, names.actions.all.count)
        for _ in 0..<reader.count() where !reader.isBroken {
            let month = Int32(truncatingIfNeeded: reader.signed())
            let ids = reader.number()
            let count = reader.count()
            var rows: [UsageRow] = []
            for _ in 0..<count where !reader.isBroken {
                let prompt = Int32(reader.index(below: limits.0))
                let user = Int32(reader.index(below: limits.1))
                let action = Int32(reader.index(below: limits.2))
                rows.append(
                    UsageRow(
                        prompt: prompt, user: user, action: action, day: Int32(bitPattern: reader.short()),
                        count: reader.short(), last: reader.short()))
            }
            months[month] = (rows, ids)
        }
        for _ in 0..<reader.count() where !reader.isBroken { files.append(UsageFile(&reader)) }
    }
}

extension UsageFile {
    fileprivate init(_ reader: inout FieldReader) {
        isShared = reader.short() == 1
        path = reader.text()
        stamp = DiskStamp(
            size: reader.signed(), modified: reader.signed(), changed: reader.signed(),
            inode: reader.number(),
            device: reader.number())
        counted = reader.count(.max)
        tail = reader.number()
        tornCount = reader.count()
        months = []
        for _ in 0..<reader.count() where !reader.isBroken {
            months.insert(Int32(truncatingIfNeeded: reader.signed()))
        }
    }
}
