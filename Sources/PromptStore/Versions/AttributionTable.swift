internal import Git
internal import SafeFiles

/// The parts of a commit that attributions need.
struct AttributedCommit: Sendable, Equatable {
    let id: ObjectID
    /// The author time, in seconds since 1970-01-01T00:00:00Z.
    let seconds: Int64
    /// `Ana Ruiz <ana@example.com>`
    let person: String
}

/// For every record of one commit, the last commit that changed it and the first one that has it.
///
/// Kept as the bytes of the file on the disk, and searched in them: nothing is allocated for each record.
struct AttributionTable: Sendable {
    /// The commit of the table.
    let head: ObjectID
    /// The path of the store below the top of the repository.
    let prefix: String
    let commits: [AttributedCommit]
    /// The paths, concatenated.
    private let paths: ArraySlice<UInt8>
    /// For each path: the offset of its end, and the indices of its two commits in ``commits``, `UInt32.max`
    /// for none.
    private let rows: ArraySlice<UInt8>

    /// The facts about one path.
    struct Row: Sendable, Equatable {
        let path: [UInt8]
        /// Indices in ``commits``; `nil` before the clone's horizon.
        let updated: Int?
        let created: Int?
    }

    private static let kind = "promptpal attribution 1"
    private static let rowBytes = 12

    /// The number of paths.
    var count: Int { rows.count / AttributionTable.rowBytes }

    /// - Parameter rows: sorted by the bytes of their paths.
    init(head: ObjectID, prefix: String, commits: [AttributedCommit], rows: [Row]) {
        self.head = head
        self.prefix = prefix
        self.commits = commits
        var (paths, table) = (FieldWriter(), FieldWriter())
        for row in rows {
            row.path.withUnsafeBytes { paths.raw($0) }
            table.short(UInt32(paths.bytes.count))
            table.short(row.updated.map { UInt32($0) } ?? .max)
            table.short(row.created.map { UInt32($0) } ?? .max)
        }
        self.paths = paths.bytes[...]
        self.rows = table.bytes[...]
    }

    /// Reads a file's bytes; `nil` if they are damaged or of another kind.
    init?(_ bytes: [UInt8]) {
        guard var reader = FieldReader(bytes, sealed: AttributionTable.kind),
            let head = ObjectID(bytes: reader.field())
        else { return nil }
        self.head = head
        prefix = reader.text()
        var commits: [AttributedCommit] = []
        var people: [String] = []
        for _ in 0..<reader.count() where !reader.isBroken { people.append(reader.text()) }
        for _ in 0..<reader.count() where !reader.isBroken {
            let id = ObjectID(bytes: reader.slice(ObjectID.byteCount)) ?? .zero
            let seconds = reader.signed()
            let person = reader.index(below: people.count)
            if !reader.isBroken {
                commits.append(AttributedCommit(id: id, seconds: seconds, person: people[person]))
            }
        }
        self.commits = commits
        paths = reader.slice(reader.count())
        rows = reader.slice(reader.count() * AttributionTable.rowBytes)
        guard !reader.isBroken, reader.isAtEnd else { return nil }
    }

    var encoded: [UInt8] {
        var writer = FieldWriter()
        writer.field(head.bytes)
        writer.text(prefix)
        var people: [String: UInt32] = [:]
        var names: [String] = []
        for commit in commits where people[commit.person] == nil {
            people[commit.person] = UInt32(names.count)
            names.append(commit.person)
        }
        writer.number(names.count)
        names.forEach { writer.text($0) }
        writer.number(commits.count)
        for commit in commits {
            commit.id.bytes.withUnsafeBytes { writer.raw($0) }
            writer.number(Int(commit.seconds))
            writer.short(people[commit.person] ?? 0)
        }
        writer.number(paths.count)
        paths.withUnsafeBytes { writer.raw($0) }
        writer.number(count)
        rows.withUnsafeBytes { writer.raw($0) }
        return writer.sealed(AttributionTable.kind)
    }

    /// Returns the row at an index; empty if the table is inconsistent.
    func row(_ index: Int) -> Row {
        let (updated, created) = (number(inRow: index, column: 1), number(inRow: index, column: 2))
        return Row(
            path: Array(path(index)), updated: updated < commits.count ? updated : nil,
            created: created < commits.count ? created : nil)
    }

    /// Returns the index of a path; `nil` if the table does not have it.
    func index(of path: some Collection<UInt8>) -> Int? {
        let wanted = Array(path)
        return wanted.withUnsafeBytes { wanted in
            var (low, high) = (0, count)
            while low < high {
                let middle = (low + high) / 2
                let order = self.path(middle).withUnsafeBytes { ByteOrder.compare($0, wanted) }
                if order == 0 { return middle }
                if order < 0 { low = middle + 1 } else { high = middle }
            }
            return nil
        }
    }

    private func path(_ index: Int) -> ArraySlice<UInt8> {
        let start = index == 0 ? 0 : number(inRow: index - 1, column: 0)
        let end = number(inRow: index, column: 0)
        guard start <= end, end <= paths.count else { return [] }
        return paths[(paths.startIndex + start)..<(paths.startIndex + end)]
    }

    private func number(inRow index: Int, column: Int) -> Int {
        let offset = index * AttributionTable.rowBytes + column * 4
        return rows.withUnsafeBytes {
            Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        }
    }
}
