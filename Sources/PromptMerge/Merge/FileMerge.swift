/// The three-way merge of one file of a store: bytes in, bytes out.
///
/// The law of this room: whatever a side added or changed is in the result, or a note says where it went. The result is
/// read and checked before it is given out; what can't be merged as a record is merged as lines.
public enum FileMerge {
    /// Merges what two sides made of one file.
    ///
    /// A side that did not change gives the other side byte for byte. Never fails, whatever the bytes.
    /// - Parameters:
    ///   - base: the file in the last version that both sides have; `nil` where it was not there.
    ///   - ours: the file on our side; `nil` where it is deleted.
    ///   - theirs: the file on the other side; `nil` where it is deleted.
    ///   - path: its path with `/`, relative to the store or to the repository: the name says what kind of file it is.
    public static func merge(
        base: [UInt8]?, ours: [UInt8]?, theirs: [UInt8]?, path: String, options: MergeOptions = .standard
    ) -> MergedFile {
        if ours == theirs || theirs == base { return MergedFile(bytes: ours) }
        if ours == base { return MergedFile(bytes: theirs) }
        guard let ours else {
            return keptEdit(theirs, "ours deleted this file, theirs changed it: it is kept")
        }
        guard let theirs else {
            return keptEdit(ours, "theirs deleted this file, ours changed it: it is kept")
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

    private static func keptEdit(_ bytes: [UInt8]?, _ message: String) -> MergedFile {
        MergedFile(bytes: bytes, notes: [MergeNote(.keptEdit, at: "", message)])
    }

    /// The merge by lines, with Git's markers where that leaves a conflict.
    static func lines(
        base: [UInt8], ours: [UInt8], theirs: [UInt8], _ options: MergeOptions
    ) -> MergedFile {
        let merge = LineMerge(base: base, ours: ours, theirs: theirs)
        if let text = merge.text { return MergedFile(bytes: text) }
        return MergedFile(
            bytes: merge.marked(options),
            notes: [
                MergeNote(
                    .markers, at: "", "both sides changed the same lines: they stand between Git's markers")
            ],
            outcome: .markers)
    }
}
