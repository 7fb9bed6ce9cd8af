internal import Git

/// The line ends that Git stores for files with CRLF in the work tree: unchanged, or LF alone if its
/// conversion is on (`core.autocrlf`, the attributes `text` and `eol`).
///
/// The rules are those of Git's `convert.c`, so that promptpal and Git agree on which files are changed.
/// Files without a carriage return cost nothing.
struct LineEnds: Sendable {
    private let repository: StoreRepository
    /// The tree of `HEAD`; `nil` if there is none.
    private let tree: ObjectID?

    init(_ repository: StoreRepository, tree: ObjectID?) {
        self.repository = repository
        self.tree = tree
    }

    /// Returns the content that Git would store for `bytes` at a path of the store.
    ///
    /// - Parameter source: the path that a file comes from if `HEAD` does not have it at `path`.
    func kept(_ bytes: [UInt8], at path: String, from source: String? = nil) throws(GitError) -> [UInt8] {
        guard bytes.contains(carriageReturn) else { return bytes }
        switch try repository.gitRepository.lineEndRule(of: repository.repositoryPath(path)) {
        case .kept: return bytes
        case .automatic:
            // A file that was added with CRLF keeps it, and a file that only looks like a text is not
            // changed.
            var saved = try known(path)
            if saved == nil, let source { saved = try known(source) }
            if LineEnds.isBinary(bytes) || saved.map(LineEnds.isCRLF) == true { return bytes }
            return LineEnds.converted(bytes)
        case .converted: return LineEnds.converted(bytes)
        }
    }

    /// Returns true if Git considers a file of the work tree equal to the one that `HEAD` has at its path.
    ///
    /// - Parameter head: the blob in `HEAD`.
    func isSame(_ bytes: [UInt8], as head: ObjectID, at path: String) throws(GitError) -> Bool {
        if ObjectID(blob: bytes) == head { return true }
        guard bytes.contains(carriageReturn), ObjectID(blob: LineEnds.converted(bytes)) == head else {
            return false
        }
        return try ObjectID(blob: kept(bytes, at: path)) == head
    }

    /// Returns the content of a version as it is written to the work tree in place of `now`: with CRLF, if
    /// `now` had it and Git will consider it equal.
    func written(
        _ bytes: [UInt8], like now: [UInt8], at path: String, from source: String? = nil
    ) throws(GitError) -> [UInt8] {
        guard !bytes.contains(carriageReturn), bytes.contains(lineFeed), LineEnds.isCRLFAlone(now) else {
            return bytes
        }
        var long: [UInt8] = []
        long.reserveCapacity(bytes.count + bytes.count / 16)
        for byte in bytes {
            if byte == lineFeed { long.append(carriageReturn) }
            long.append(byte)
        }
        return try kept(long, at: path, from: source) == bytes ? long : bytes
    }

    /// Returns the content that `HEAD` has at a path; `nil` if there is none.
    private func known(_ path: String) throws(GitError) -> [UInt8]? {
        guard let tree,
            let entry = try repository.gitRepository.entry(repository.repositoryPath(path), in: tree),
            entry.mode.isFile
        else { return nil }
        return try repository.gitRepository.blob(entry.id, limit: Store.maxFileBytes)
    }

    private static func converted(_ bytes: [UInt8]) -> [UInt8] {
        bytes.indices.compactMap { index in
            let isEnd =
                bytes[index] == carriageReturn && index + 1 < bytes.count && bytes[index + 1] == lineFeed
            return isEnd ? nil : bytes[index]
        }
    }

    /// Returns true if a text has CRLF line ends, some or all.
    private static func isCRLF(_ bytes: [UInt8]) -> Bool {
        bytes.contains(carriageReturn) && !isBinary(bytes) && converted(bytes).count < bytes.count
    }

    /// Returns true if each line ends with CRLF.
    private static func isCRLFAlone(_ bytes: [UInt8]) -> Bool {
        var last: UInt8 = 0
        var count = 0
        for byte in bytes {
            if byte == lineFeed {
                if last != carriageReturn { return false }
                count += 1
            }
            last = byte
        }
        return count > 0
    }

    /// Returns true if Git considers the bytes binary: a zero, a carriage return that ends no line, or more
    /// than one control character in 128.
    private static func isBinary(_ bytes: [UInt8]) -> Bool {
        var (printable, other) = (0, 0)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case carriageReturn where index + 1 == bytes.count || bytes[index + 1] != lineFeed: return true
            case 0: return true
            case carriageReturn, lineFeed: continue
            // Backspace, tab, form feed, escape.
            case 0x08, 0x09, 0x0C, 0x1B: printable += 1
            case 0x7F, ..<0x20: other += 1
            default: printable += 1
            }
        }
        // The end-of-file mark of old systems.
        if bytes.last == 0x1A { other -= 1 }
        return printable >> 7 < other
    }
}

private let carriageReturn = UInt8(ascii: "\r")
private let lineFeed = UInt8(ascii: "\n")
