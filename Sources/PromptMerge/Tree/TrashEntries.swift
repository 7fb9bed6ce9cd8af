internal import Diagnostics
internal import PromptCore
internal import YAMLTree

/// The entries of the trash in a merge. An entry is the folder `trash/ID/` with `trash.yaml` and what was
/// deleted.
enum TrashEntries {
    /// Returns true if a path is in the trash.
    static func contain(_ path: String) -> Bool { path.hasPrefix("trash/") }

    /// Returns the folder of the entry that a path is in, with its last `/`; `nil` if it is in none.
    static func entry(of path: String) -> String? {
        guard contain(path) else { return nil }
        let parts = path.split(separator: "/", maxSplits: 2)
        return parts.count == 3 ? "trash/\(parts[1])/" : nil
    }

    /// Returns the two sides' files with one entry for each record that both deleted: the entry of theirs,
    /// which is published.
    static func joined(
        base: [String: [UInt8]], ours: [String: [UInt8]], theirs: [String: [UInt8]]
    ) -> (ours: [String: [UInt8]], theirs: [String: [UInt8]]) {
        var (newOurs, newTheirs) = (ours, theirs)
        let published = ids(of: theirs, without: base)
        if published.isEmpty { return (ours, theirs) }
        let live = Dictionary(
            base.compactMap { path, bytes in
                contain(path) ? nil : RecordID(in: bytes, path: path).map { ($0, bytes) }
            }, uniquingKeysWith: { first, _ in first })
        var touched: [String: String] = [:]
        for (id, path) in ids(of: ours, without: base) {
            guard let kept = published[id], kept != path, let entry = entry(of: path),
                let keptEntry = self.entry(of: kept), let mine = ours[path], let other = theirs[kept]
            else { continue }
            newTheirs[kept] =
                FileMerge.merge(base: live[id], ours: mine, theirs: other, path: kept).bytes ?? other
            newOurs[path] = nil
            touched[entry] = keptEntry
        }
        for (entry, keptEntry) in touched.sorted(by: { $0.key < $1.key }) {
            let rest = newOurs.keys.filter { $0.hasPrefix(entry) && $0 != entry + "trash.yaml" }
            for path in rest {
                // Pictures and notes of a folder.
                if newOurs[path] == theirs[keptEntry + path.dropFirst(entry.count)] { newOurs[path] = nil }
            }
            if !newOurs.keys.contains(where: { $0.hasPrefix(entry) && $0 != entry + "trash.yaml" }) {
                newOurs[entry + "trash.yaml"] = nil
            }
        }
        return (newOurs, newTheirs)
    }

    /// Returns the path of each record that a side has put into the trash.
    private static func ids(
        of side: [String: [UInt8]], without base: [String: [UInt8]]
    ) -> [RecordID: String] {
        var ids: [RecordID: String] = [:]
        for path in side.keys.sorted() where contain(path) && base[path] == nil {
            guard let bytes = side[path], let id = RecordID(in: bytes, path: path), ids[id] == nil else {
                continue
            }
            ids[id] = path
        }
        return ids
    }

    /// Returns the path in the trash of a side of the record that was at `path`; `nil` if it is not there.
    static func path(of id: RecordID, from path: String, in side: [String: [UInt8]]) -> String? {
        let ending = MergeFileKind.ending(path)
        return side.keys.sorted().first { trashed in
            contain(trashed) && MergeFileKind.ending(trashed) == ending
                && side[trashed].flatMap { RecordID(in: $0, path: trashed) } == id
        }
    }

    /// Returns the person who deleted the files of an entry, and the reason; `nil` if its list does not tell.
    static func deletion(_ path: String, in side: [String: [UInt8]]) -> (person: String?, reason: String?)? {
        guard let entry = entry(of: path), let bytes = side[entry + "trash.yaml"],
            let root = YAMLTree.parse(SourceText(name: path, bytes: bytes)).tree?.root, root.kind == .mapping
        else { return nil }
        func text(_ key: String) -> String? {
            root.value(forKey: key).flatMap { $0.kind == .scalar && !$0.isNull ? $0.text : nil }
        }
        return (text("deleted_by"), text("reason"))
    }
}
