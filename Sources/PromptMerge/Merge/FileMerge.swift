/// The three-way merge of one file of a store: bytes in, bytes out.
///
/// Everything that a side has added or changed is in the result, or a note explains its absence. The
/// result is parsed and checked before it is returned. If a file can't be merged as a record, it is merged by
/// lines.
public enum FileMerge {
    /// Merges the changes of two sides to one file.
    ///
    /// If one side has no change, the result is the other side byte for byte. Never fails, for any bytes.
    ///
    /// - Parameters:
    ///   - base: the file in the last common commit of both sides; `nil` if it did not exist.
    ///   - ours: the file on our side; `nil` if it is deleted.
    ///   - theirs: the file on the other side; `nil` if it is deleted.
    ///   - path: its path with `/`, relative to the store or to the repository; the name decides the kind of
    ///     the file.
    public static func merge(
        base: [UInt8]?, ours: [UInt8]?, theirs: [UInt8]?, path: String, options: MergeOptions = .standard
    ) -> MergedFile {
        if ours == theirs || theirs == base { return MergedFile(bytes: ours) }
        if ours == base { return MergedFile(bytes: theirs) }
        guard let ours else {
            return keptEdit(theirs, message: "ours deleted this file, theirs changed it: it is kept")
        }
        guard let theirs else {
            return keptEdit(ours, message: "theirs deleted this file, ours changed it: it is kept")
        }
        let kind = MergeFileKind(path: path)
        switch kind {
        case .record(let record):
            let merge = RecordMerge(base: base, ours: ours, theirs: theirs, path: path, kind: record)
            if let merged = merge.run() { return merged }
        case .labels:
            let merge = RecordMerge(base: base, ours: ours, theirs: theirs, path: path, kind: nil)
            if let merged = merge.run() { return merged }
        case .events:
            return MergedFile(bytes: LineMerge(base: base ?? [], ours: ours, theirs: theirs).union)
        case .text: break
        }
        return lines(base: base ?? [], ours: ours, theirs: theirs, options)
    }

    private static func keptEdit(_ bytes: [UInt8]?, message: String) -> MergedFile {
        MergedFile(bytes: bytes, notes: [MergeNote(.keptEdit, at: "", message: message)])
    }

    /// Returns the merge by lines, with Git's markers if there is a conflict.
    static func lines(
        base: [UInt8], ours: [UInt8], theirs: [UInt8], _ options: MergeOptions
    ) -> MergedFile {
        let merge = LineMerge(base: base, ours: ours, theirs: theirs)
        if let text = merge.text { return MergedFile(bytes: text) }
        return MergedFile(
            bytes: merge.marked(options),
            notes: [
                MergeNote(
                    .markers, at: "", message: "both sides changed the same lines: they stand between Git's markers")
            ],
            outcome: .markers)
    }
}
