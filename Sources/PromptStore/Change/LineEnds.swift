internal import GitRepo

/// How Git keeps files that have CRLF line ends in the work tree: as they are, or with LF alone, where its
/// conversion is on (`core.autocrlf`, the attributes `text` and `eol`).
///
/// What it did to a file before is what it would do to it now, so that is looked at, and no attributes are read. Costs
/// nothing where no file of the change has a carriage return.
struct LineEnds {
    private let place: StoreRepository
    /// `HEAD`'s tree; `nil` where there is none, or nothing to convert.
    private let tree: ObjectID?
    /// What holds for a file that `HEAD` does not have.
    private var isDefault = false

    init(_ place: StoreRepository, _ entries: [Draft.Entry]) throws(GitError) {
        self.place = place
        let repository = place.repository
        let affected = entries.filter { LineEnds.areCRLF($0.before) || LineEnds.areCRLF($0.after) }
        guard !affected.isEmpty, let head = try repository.head().commit else {
            tree = nil
            isDefault = !affected.isEmpty && LineEnds.isAutomatic(repository)
            return
        }
        tree = try repository.commit(head).tree
        isDefault = LineEnds.isAutomatic(repository)
        // A file that moves is new at its path, and is kept as it was.
        for entry in affected where !isDefault {
            isDefault = try isConverted(entry.path, entry.before) ?? false
        }
    }

    /// What Git would keep of an entry's new content where that is not the content itself.
    func stored(_ entry: Draft.Entry) throws(GitError) -> [UInt8]? {
        guard let after = entry.after, LineEnds.areCRLF(after) else { return nil }
        guard try isConverted(entry.path, entry.before) ?? isDefault else { return nil }
        return LineEnds.converted(after)
    }

    /// Whether Git keeps the file at `path` with other line ends than `bytes`, which stand there now; `nil`
    /// where `HEAD` does not tell.
    private func isConverted(_ path: String, _ bytes: [UInt8]?) throws(GitError) -> Bool? {
        guard let tree, let bytes, LineEnds.areCRLF(bytes),
            let known = try place.repository.entry(place.repositoryPath(path), in: tree)
        else { return nil }
        if try place.repository.blobID(of: bytes) == known.id { return false }
        if try place.repository.blobID(of: LineEnds.converted(bytes)) == known.id { return true }
        // Edited since, too: a file that was all LF there and is all CRLF here was converted.
        return try !place.repository.blob(known.id, limit: Store.maxFileBytes).contains(carriageReturn)
    }

    private static func isAutomatic(_ repository: Repository) -> Bool {
        let value = repository.configuration("core.autocrlf")?.lowercased() ?? "false"
        return ["true", "yes", "on", "1", "input"].contains(value)
    }

    /// Whether there are carriage returns, and each before a line feed: Git takes other files for binary.
    private static func areCRLF(_ bytes: [UInt8]?) -> Bool {
        guard let bytes, bytes.contains(carriageReturn) else { return false }
        return !bytes.indices.contains { index in
            bytes[index] == carriageReturn && (index + 1 == bytes.count || bytes[index + 1] != lineFeed)
        }
    }

    private static func converted(_ bytes: [UInt8]) -> [UInt8] { bytes.filter { $0 != carriageReturn } }
}

private let carriageReturn = UInt8(ascii: "\r")
private let lineFeed = UInt8(ascii: "\n")
