internal import Git
internal import SafeFiles

/// The plan of a transaction, written to the disk before it is carried out, so that another process can
/// finish it or take it back.
///
/// The file consists of fields that end in a zero byte, after the Git blob name of all that follows. The name
/// distinguishes a complete journal from a torn or damaged one.
struct Journal: Equatable {
    /// One path of the store.
    struct Entry: Equatable {
        let path: String
        /// The blob names of the old and the new content; `nil` for no file.
        let before, after: ObjectID?
        /// The permission bits, if they change and the content does not.
        var permissions: PermissionChange?

        /// True if the work tree changes at the path.
        var isChange: Bool { before != after || permissions != nil }
    }

    /// The permission bits of a file before and after a change.
    struct PermissionChange: Equatable {
        let before, after: UInt32

        /// The mode that Git's index has for the file before and after the change.
        var modes: (before: FileMode, after: FileMode) {
            (before & 0o100 != 0 ? .executable : .file, after & 0o100 != 0 ? .executable : .file)
        }

        fileprivate var text: String { String(before, radix: 8) + " " + String(after, radix: 8) }

        fileprivate init?(text: String) {
            let bits = text.split(separator: " ").compactMap { UInt32($0, radix: 8) }
            guard bits.count == 2, bits.allSatisfy({ $0 <= 0o777 }), bits[0] != bits[1] else { return nil }
            self.init(before: bits[0], after: bits[1])
        }

        init(before: UInt32, after: UInt32) {
            self.before = before
            self.after = after
        }
    }

    /// A remote-tracking reference that moves with the change.
    struct TrackedReference: Equatable {
        /// `refs/remotes/origin/main`
        let reference: String
        let commit: ObjectID
        /// The message for the reference's log.
        let log: String
    }

    /// 16 hexadecimal digits that no other transaction has.
    let token: String
    let processID: Int
    /// The branch that gets the commit, `refs/heads/main`; `HEAD` if it is detached.
    let reference: String
    /// The commit; `nil` if only the files change.
    let commit: ObjectID?
    let entries: [Entry]
    /// Folders that the change makes, outermost first.
    let folders: [String]
    /// `nil` if no remote-tracking reference moves.
    var tracking: TrackedReference?
    /// True if paths start at the top of the work tree, for a store in a folder of it.
    var isOfTop = false

    /// The path of the journal in the Git directory.
    static let file = "promptpal/journal"
    /// The largest journal that is read, in bytes: a transaction of 100,000 files takes a tenth of it.
    static let limit = 256 * 1024 * 1024

    /// Returns the temporary name, in the folder of the entry's path, of content that is not (yet, or any
    /// more) at the path.
    func temporary(_ index: Int) -> String { TemporaryNames.promptpal.name("\(token)-\(index)") }

    /// Returns the temporary name with its folder, relative to the store.
    func temporaryPath(_ index: Int) -> String {
        let path = entries[index].path
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return temporary(index) }
        return path[...slash] + temporary(index)
    }

    /// The new index until it is renamed to `index`, the old one until the change is complete, and the lock's
    /// own file.
    var newIndex: String { "promptpal/index-\(token).new" }
    var oldIndex: String { "promptpal/index-\(token).old" }
    var lockSource: String { "promptpal/index-\(token).lock" }
    /// The file that becomes the reference.
    var referenceSource: String { "promptpal/reference-\(token)" }
    /// The file that becomes the remote-tracking reference.
    var trackingSource: String { "promptpal/reference-\(token)-tracking" }
    /// The file that becomes Git's configuration of the repository.
    var configurationSource: String { "promptpal/config-\(token)" }
    /// The content of our `index.lock`, which distinguishes it from Git's.
    var lockText: [UInt8] { Array("promptpal \(token)\n".utf8) }

    private static let head = "promptpal journal 2"
    /// The head of a journal without permissions and tracking, written by an earlier version of promptpal.
    private static let firstHead = "promptpal journal 1"
    private static let top = " top"

    /// - Throws: if libgit2 can't hash the bytes.
    func encoded(_ hash: ([UInt8]) throws(GitError) -> ObjectID) throws(GitError) -> [UInt8] {
        var fields = [
            Journal.head + (isOfTop ? Journal.top : ""), token, String(processID), reference,
            commit?.hex ?? "", tracking?.reference ?? "", tracking?.commit.hex ?? "", tracking?.log ?? "",
            String(folders.count),
        ]
        fields += folders
        for entry in entries {
            fields += [
                entry.path, entry.before?.hex ?? "", entry.after?.hex ?? "", entry.permissions?.text ?? "",
            ]
        }
        var body: [UInt8] = []
        for field in fields {
            body += field.utf8
            body.append(0)
        }
        return Array(try hash(body).hex.utf8) + [0] + body
    }

    /// Returns `nil` if the bytes are not a complete journal.
    init?(_ bytes: [UInt8], hash: ([UInt8]) throws(GitError) -> ObjectID) {
        guard let end = bytes.firstIndex(of: 0), bytes.last == 0 else { return nil }
        let body = Array(bytes[(end + 1)...])
        guard let found = try? hash(body), found.hex.utf8.elementsEqual(bytes[..<end]) else { return nil }
        let fields = body.dropLast().split(separator: 0, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard let head = fields.first else { return nil }
        isOfTop = head.hasSuffix(Journal.top)
        let format = isOfTop ? String(head.dropLast(Journal.top.count)) : head
        let isFirst = format == Journal.firstHead
        /// The number of fields of one entry, and of the part before the folders.
        let (width, start) = isFirst ? (3, 6) : (4, 9)
        guard isFirst || format == Journal.head, fields.count >= start, let process = Int(fields[2]),
            let folderCount = Int(fields[start - 1]), folderCount >= 0, fields.count >= start + folderCount,
            (fields.count - start - folderCount) % width == 0
        else { return nil }
        token = fields[1]
        processID = process
        reference = fields[3]
        commit = ObjectID(hex: fields[4])
        if !isFirst, let commit = ObjectID(hex: fields[6]) {
            tracking = TrackedReference(reference: fields[5], commit: commit, log: fields[7])
        }
        folders = Array(fields[start..<start + folderCount])
        entries = stride(from: start + folderCount, to: fields.count, by: width).map {
            Entry(
                path: fields[$0], before: ObjectID(hex: fields[$0 + 1]), after: ObjectID(hex: fields[$0 + 2]),
                permissions: isFirst ? nil : PermissionChange(text: fields[$0 + 3]))
        }
        // A stranger's repository may contain a journal: it must not lead outside the store.
        guard Journal.isToken(token), (folders + entries.map(\.path)).allSatisfy(Journal.isOfTheStore),
            tracking.map({ Journal.isTracking($0.reference) }) != false
        else { return nil }
    }

    init(token: String, reference: String, commit: ObjectID?, entries: [Entry], folders: [String]) {
        self.token = token
        self.reference = reference
        processID = Host.processID
        self.commit = commit
        self.entries = entries
        self.folders = folders
    }

    private static func isToken(_ text: String) -> Bool {
        text.utf8.count == 16 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
    }

    private static func isTracking(_ reference: String) -> Bool {
        reference.hasPrefix("refs/remotes/") && isOfTheStore(reference)
    }

    private static func isOfTheStore(_ path: String) -> Bool {
        guard let path = try? RelativePath(path), !path.isRoot else { return false }
        return !path.parts.contains { $0.lowercased() == ".git" }
    }

    static func newToken() -> String {
        TemporaryNames.newToken()
    }
}
