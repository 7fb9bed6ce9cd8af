internal import PromptCore
internal import SafeFiles

/// The entries that a purge removed from the tree. The history still has them.
public struct Purged: Sendable {
    /// Paths of the entries' directories, relative to the store.
    public var directories: [String] = []
    /// The number of removed files.
    public var fileCount = 0
    /// Entries that were not removed, with the reason.
    public var skipped: [(directory: String, why: String)] = []

    /// A result without entries.
    public init() {}
}

extension Store {
    /// Removes the entries at `directories` with their files from the tree. An entry with files that can't be
    /// read or moved (a link) is left, and named.
    func purge(_ directories: [String], in draft: inout Draft) -> Purged {
        var purged = Purged()
        for directory in directories {
            do {
                let paths = try paths(below: directory)
                var files: [(path: String, bytes: [UInt8])] = []
                for path in paths { files.append((path, try bytes(of: path))) }
                for (path, bytes) in files { draft.remove(path, before: bytes) }
                purged.directories.append(directory)
                purged.fileCount += files.count
            } catch .refused(let message, _) {
                purged.skipped.append((directory, message))
            } catch .file(let error) {
                purged.skipped.append((directory, error.description))
            } catch {
                purged.skipped.append((directory, "it can't be read"))
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
