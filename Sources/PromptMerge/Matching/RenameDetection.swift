package import PromptCore

/// Pairs new files with deleted ones, to find the files that were renamed.
///
/// A file with an id is the deleted file with the same id, whatever both contain. A file without an id is a
/// deleted file without one that has the same content. Both must be of one kind. If several deleted files
/// match, the first one added wins. Each deleted file is paired once: a second copy of it is a new file.
package struct RenameDetection<File: Sendable, Content: Hashable & Sendable>: Sendable {
    private struct Key: Hashable, Sendable {
        let kind: RecordKind
        let id: RecordID?
        /// `nil` if the file has an id.
        let content: Content?
    }

    private var deleted: [Key: File] = [:]
    private var hasFilesWithoutID = false

    /// Starts without deleted files.
    package init() {}

    /// Adds a deleted file.
    package mutating func addDeleted(_ file: File, kind: RecordKind, id: RecordID?, content: Content) {
        if id == nil { hasFilesWithoutID = true }
        let key = Key(kind: kind, id: id, content: id == nil ? content : nil)
        if deleted[key] == nil { deleted[key] = file }
    }

    /// Returns the deleted file that a new one was renamed from; `nil` if it is no renamed file.
    ///
    /// - Parameter content: called only if the content decides.
    package mutating func takeSource(
        ofNew kind: RecordKind, id: RecordID?, content: @autoclosure () -> Content
    ) -> File? {
        if deleted.isEmpty { return nil }
        if id == nil, !hasFilesWithoutID { return nil }
        return deleted.removeValue(forKey: Key(kind: kind, id: id, content: id == nil ? content() : nil))
    }
}
