internal import Diagnostics
internal import Git
internal import PromptCore

/// Identifies the record of a file in a commit by the id in it.
struct HistoryIdentity {
    private let repository: Repository
    private var known: [ObjectID: RecordID?] = [:]

    init(_ repository: Repository) {
        self.repository = repository
    }

    /// Returns the id in the file with this content; `nil` if there is none.
    mutating func id(of content: ObjectID, at path: String) throws(GitError) -> RecordID? {
        if let id = known[content] { return id }
        let id = RecordID(in: try bytes(of: content), path: path)
        known[content] = .some(id)
        return id
    }

    /// Returns true if the file has this id. Only a file that contains its digits is parsed as YAML.
    mutating func hasID(_ id: RecordID, in content: ObjectID, at path: String) throws(GitError) -> Bool {
        if let known = known[content] { return known == id }
        let bytes = try bytes(of: content)
        guard HistoryIdentity.holds(bytes, word: Array(id.description.utf8)) else { return false }
        let found = RecordID(in: bytes, path: path)
        known[content] = .some(found)
        return found == id
    }

    /// Returns true if two files differ only in their ids.
    func isSameButID(_ one: ObjectID, _ other: ObjectID?) throws(GitError) -> Bool {
        guard let other else { return false }
        let (left, right) = (try bytes(of: one), try bytes(of: other))
        func rest(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
            bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .filter { !$0.starts(with: "id:".utf8) }
        }
        return !left.isEmpty && rest(left) == rest(right)
    }

    /// Returns the bytes; empty if the file is larger than any record.
    private func bytes(of content: ObjectID) throws(GitError) -> [UInt8] {
        do {
            return try repository.blob(content, limit: Store.maxFileBytes)
        } catch {
            guard error.isTooLarge else { throw error }
            return []
        }
    }

    /// Returns the kind of a record's file anywhere in the store; in the trash it keeps its name.
    static func kind(of path: String) -> RecordKind? {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        return RecordKind(fileName: slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path)
    }

    /// Returns true if `word`, in lower case, occurs in `bytes` in any case.
    private static func holds(_ bytes: [UInt8], word: [UInt8]) -> Bool {
        guard bytes.count >= word.count else { return false }
        return bytes.withUnsafeBytes { bytes in
            (0...bytes.count - word.count).contains { start in
                for offset in word.indices {
                    let byte = bytes[start + offset]
                    let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                    if lower != word[offset] { return false }
                }
                return true
            }
        }
    }
}

extension GitError {
    /// True if the blob is larger than the limit it was read with.
    var isTooLarge: Bool { call == "git_odb_read_header" && category == 0 }
}
