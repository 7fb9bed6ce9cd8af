public import Diagnostics
internal import PromptCore
internal import SafeFiles

/// The contents of the trash.
public struct Trash: Sendable {
    /// The newest first.
    public var entries: [TrashEntry] = []
    /// Entries that can't be read, and files that are not entries.
    public var problems: [FileDiagnostics] = []
    /// Directories of entries that can't be read; relative to the store.
    public var brokenDirectories: [String] = []
}

extension Store {
    /// Returns the contents of the trash. Never fails: broken or unknown files are among the problems.
    public func trash() -> Trash {
        var trash = Trash()
        let names: [DirectoryEntry]
        do {
            names = try directory.entries(in: "trash")
        } catch .notFound {
            return trash
        } catch .notDirectory, .symbolicLink {
            trash.problems.append(Store.strange("trash", because: "is not a folder"))
            return trash
        } catch {
            directory.overlooked.note(error)
            let problem = PathMessage.diagnostic(for: error)
            let source = SourceText(name: "trash", bytes: [])
            trash.problems.append(FileDiagnostics(source: source, diagnostics: [problem]))
            return trash
        }
        for entry in names {
            let path = "trash/" + entry.displayName
            guard let name = entry.name else {
                trash.problems.append(Store.strange(path, because: "has a name that is not UTF-8"))
                continue
            }
            if name.hasPrefix("."), entry.type == .file { continue }
            guard entry.type == .directory else {
                trash.problems.append(Store.strange(path, because: "is \(entry.type), not a trash entry"))
                continue
            }
            guard RecordID(name)?.description == name else {
                trash.problems.append(
                    Store.strange(path, because: "has a name that is not an id, so it is not a trash entry"))
                continue
            }
            read(name, into: &trash)
        }
        trash.entries.sort { ($0.seconds, $0.id) > ($1.seconds, $1.id) }
        return trash
    }

    private func read(_ name: String, into trash: inout Trash) {
        let path = "trash/\(name)/trash.yaml"
        var source = SourceText(name: path, bytes: [])
        do {
            source = SourceText(name: path, bytes: try directory.read(path, limit: TrashEntry.maxBytes))
            let entry = try TrashEntry(source, name: name)
            trash.entries.append(entry)
            if (try? directory.entryType(entry.directory + "/" + entry.name)) == nil {
                let lost = Diagnostic.trashEntryWithoutFiles(entry.name, kind: entry.kind, id: name)
                trash.problems.append(FileDiagnostics(source: source, diagnostics: [lost]))
            }
        } catch {
            // Files that systems and editors leave in the directory of a restored entry.
            let rest = (try? directory.entries(in: "trash/" + name)) ?? []
            if !rest.contains(where: { $0.name?.hasPrefix(".") != true }) { return }
            let fault = error as? TrashEntry.Fault
            let why = fault?.message ?? (error as? FileError)?.description ?? "it can't be read"
            let broken = Diagnostic.unrestorableTrashEntry(why, at: fault?.range)
            trash.problems.append(FileDiagnostics(source: source, diagnostics: [broken]))
            trash.brokenDirectories.append("trash/" + name)
        }
    }

    private static func strange(_ path: String, because why: String) -> FileDiagnostics {
        FileDiagnostics(
            source: SourceText(name: path, bytes: []),
            diagnostics: [
                .foreignFileInTrash(why)
            ])
    }

    /// Returns the entry that a person means: by its id, by the start of its id, or by the deleted address.
    ///
    /// - Returns: the entry, and the number of older ones of the same address.
    /// - Throws: `trash` if no entry has this id or address, if several ids have this start, or if the entry
    ///   can't be read.
    public func trashEntry(_ text: String) throws(StoreError) -> (entry: TrashEntry, older: Int) {
        let trash = trash()
        let entries = trash.entries
        if let id = RecordID(text), let entry = entries.first(where: { $0.id == id }) { return (entry, 0) }
        let address = try? Address(validating: text)
        let same = entries.filter { $0.address == address || $0.path == text }
        if let entry = same.first { return (entry, same.count - 1) }
        let start = text.lowercased()
        let begun = entries.filter { !start.isEmpty && $0.id.description.hasPrefix(start) }
        if begun.count > 1 {
            throw .trash(.ambiguous(text, ids: begun.map(\.id)))
        }
        guard let entry = begun.first else {
            if trash.brokenDirectories.contains(where: { !start.isEmpty && $0.hasPrefix("trash/" + start) }) {
                throw .trash(.unreadable(text))
            }
            throw .trash(
                .noEntry(text, near: Suggestion.nearest(to: text, among: entries.map(\.address.path))))
        }
        return (entry, 0)
    }

    /// Returns the files of an entry except its `trash.yaml`: paths relative to the store.
    ///
    /// - Throws: `refactoring` if it contains something that can't be moved, `file` if it can't be read.
    public func files(of entry: TrashEntry) throws(StoreError) -> [String] {
        let path = entry.directory + "/" + entry.name
        if entry.kind != .folder { return try isThere(path) ? [path] : [] }
        return try isThere(path) ? try paths(below: path) : []
    }

    /// Returns the bytes of one of ``files(of:)``.
    ///
    /// - Throws: `file` if it can't be read.
    public func trashedBytes(_ path: String) throws(StoreError) -> [UInt8] { try bytes(of: path) }
}

/// The entries that a purge removed from the tree. The history still has them.
public struct Purged: Sendable {
    /// Paths of the entries' directories, relative to the store.
    public var directories: [String] = []
    /// The number of removed files.
    public var fileCount = 0
    /// Entries that were not removed, with the reason.
    public var skipped: [(directory: String, why: StoreError)] = []

    /// A result without entries.
    public init() {}
}

extension Store {
    /// Removes the entries at `directories` with their files from the tree. An entry with files that can't be
    /// read or moved (a link) is left, and named.
    func purge(_ directories: [String], in draft: inout Draft) -> Purged {
        var purged = Purged()
        for directory in directories {
            do throws(StoreError) {
                let paths = try paths(below: directory)
                var files: [(path: String, bytes: [UInt8])] = []
                for path in paths { files.append((path, try bytes(of: path))) }
                for (path, bytes) in files { draft.remove(path, before: bytes) }
                purged.directories.append(directory)
                purged.fileCount += files.count
            } catch {
                purged.skipped.append((directory, error))
            }
        }
        return purged
    }
}

extension Trash {
    /// Returns the entries that were deleted before a moment, the newest first.
    ///
    /// - Parameter seconds: since 1970, in UTC.
    func entries(before seconds: Int64) -> [TrashEntry] { entries.filter { $0.seconds < seconds } }
}

/// An age as people write it, or a date.
public enum TrashAge {
    /// Returns the moment before which an entry is older than `text`: `30d`, `12h`, `2w` or `45m` before
    /// `now`, or a date such as `2026-11-24`; `nil` for any other text. Seconds since 1970, in UTC.
    public static func limit(_ text: String, now: Int64) -> Int64? {
        if let date = CalendarDate(text) { return date.seconds }
        let units: [UInt8: Int64] = [
            UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600, UInt8(ascii: "d"): 86_400,
            UInt8(ascii: "w"): 7 * 86_400,
        ]
        guard let last = text.utf8.last, let unit = units[last], let count = Int64(text.dropLast()),
            count >= 0
        else { return nil }
        let (span, isTooLong) = count.multipliedReportingOverflow(by: unit)
        return isTooLong ? nil : now.subtractingReportingOverflow(span).partialValue
    }
}
