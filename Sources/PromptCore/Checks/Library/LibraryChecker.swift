public import Diagnostics

/// The data of one file for rules over a whole library: its address, kind and id.
public struct LibraryEntry: Sendable {
    /// The address of the file.
    public let address: Address
    /// The kind of the record.
    public let kind: RecordKind
    /// The id with its position; `nil` if the file has none.
    public let id: Located<RecordID>?

    /// The entry of one file.
    public init(address: Address, kind: RecordKind, id: Located<RecordID>?) {
        self.address = address
        self.kind = kind
        self.id = id
    }

    /// The path relative to the store.
    public var file: String { address.file(kind) }
}

/// Runs the rules that need all files at once.
public enum LibraryChecker {
    /// A diagnostic, and the index of the entry that it belongs to.
    public typealias Finding = (entry: Int, diagnostic: Diagnostic)

    /// Returns duplicate ids and twin addresses. `entries` must be sorted by path.
    public static func check(_ entries: [LibraryEntry]) -> [Finding] {
        DuplicateIDs.run(entries) + AddressTwins.run(entries)
    }
}

extension DiagnosticRule {
    /// Paths that are the same name on many systems.
    public static let addressTwins = DiagnosticRule(
        "PP503", severity: .error, title: "names that are the same on many systems",
        explanation: """
            Two files or folders whose names differ only in case or in Unicode form can't both be checked out on Windows and \
            macOS, where one would replace the other. Rename one of them.
            """,
        wrong: "`prompts/Email.prompt.yaml` beside `prompts/email.prompt.yaml`.",
        right: "`prompts/email.prompt.yaml` beside `prompts/email-short.prompt.yaml`.", isFile: false)
}

/// Addresses that differ only in case or Unicode form are one file on many systems.
enum AddressTwins {
    static func run(_ entries: [LibraryEntry]) -> [LibraryChecker.Finding] {
        var findings: [LibraryChecker.Finding] = []
        var files: [String: Int] = [:]
        var folders: [String: (spelling: String, entry: Int)] = [:]
        files.reserveCapacity(entries.count)
        var lastFolder: String?
        for (index, entry) in entries.enumerated() {
            let folder = entry.address.folder
            if folder.path != lastFolder {
                lastFolder = folder.path
                findings += folderTwins(of: folder, at: index, among: &folders)
            }
            guard entry.kind != .folder, entry.kind != .manifest else { continue }
            let key = Slug.foldingKey(entry.file)
            guard let twin = files.updateValue(index, forKey: key) else { continue }
            findings.append((index, .addressTwins(entry.file, and: entries[twin].file)))
        }
        return findings
    }

    private static func folderTwins(
        of folder: Address, at entry: Int, among folders: inout [String: (spelling: String, entry: Int)]
    ) -> [LibraryChecker.Finding] {
        folder.outward.compactMap { folder in
            guard !folder.path.isEmpty else { return nil }
            let known = folders.updateValue((folder.path, entry), forKey: Slug.foldingKey(folder.path))
            // `==` on strings is canonical equivalence, so bytes are compared.
            guard let known, !known.spelling.utf8.elementsEqual(folder.path.utf8) else { return nil }
            return (
                entry,
                .addressTwins(
                    "prompts/" + folder.path, and: "prompts/" + known.spelling,
                    help: "rename one of the folders")
            )
        }
    }
}

extension Diagnostic {
    /// Returns the problem of a path that differs from `other` only in case or in Unicode form.
    public static func addressTwins(
        _ path: String, and other: String, help: String = "rename one of them"
    ) -> Diagnostic {
        Diagnostic(
            .addressTwins, message: "\(quoted(path)) and \(quoted(other)) are the same name on many systems",
            at: nil,
            help: help)
    }
}

extension DiagnosticRule {
    /// Files with the same `id`.
    public static let duplicateIDs = DiagnosticRule(
        "PP502", severity: .error, title: "two files with one id",
        explanation: """
            An id names one record. A copied file keeps the id of the original until someone removes the line; the tool then \
            writes a new one.
            """,
        wrong:
            "`prompts/email.prompt.yaml` and its copy `prompts/email-2.prompt.yaml` with the same `id:` line.",
        right: "the copy without its `id:` line.", isFile: false)
}

/// An id belongs to one record. A copied file keeps its id until it gets a new one.
enum DuplicateIDs {
    static func run(_ entries: [LibraryEntry]) -> [LibraryChecker.Finding] {
        var owners: [(id: RecordID, entry: Int)] = []
        owners.reserveCapacity(entries.count)
        for (index, entry) in entries.enumerated() {
            if let id = entry.id { owners.append((id.value, index)) }
        }
        owners.sort { $0.id != $1.id ? $0.id < $1.id : $0.entry < $1.entry }
        var findings: [LibraryChecker.Finding] = []
        var first = 0
        for index in owners.indices.dropFirst() {
            guard owners[index].id == owners[first].id else {
                first = index
                continue
            }
            let (one, other) = (entries[owners[first].entry], entries[owners[index].entry])
            findings.append(
                (
                    owners[index].entry,
                    Diagnostic.duplicateIDs(owners[index].id, of: one.file, at: other.id?.range)
                ))
        }
        return findings
    }
}

extension Diagnostic {
    /// Reports the `id` of a file, which `owner` has too.
    fileprivate static func duplicateIDs(
        _ id: RecordID, of owner: String, at range: Range<Int>?
    ) -> Diagnostic {
        Diagnostic(
            .duplicateIDs, message: "the id \(id) is also that of \(quoted(owner))", at: range,
            help: "remove the `id` line from the copy; the tool writes a new one")
    }
}
