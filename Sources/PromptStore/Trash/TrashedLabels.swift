internal import Diagnostics
internal import PromptCore
internal import SafeFiles

// Label files of a deleted record are in its trash entry, under the path that they had.

extension TrashEntry {
    /// The folder of the entry with the label files. A deleted folder may have the usual name.
    var labelFolder: String { directory + (name == LabelFile.folder ? "/labels-2" : "/labels") }

    /// Returns the path of a label file in the entry.
    func path(ofLabel path: LabelPath) -> String {
        labelFolder + path.path.dropFirst(LabelFile.folder.count)
    }
}

extension Store {
    /// Restores the label files of an entry, at the address that the record gets.
    func restoreLabels(
        of entry: TrashEntry, to target: Address, restored: inout Moved, in draft: inout Draft
    ) throws(StoreError) {
        let folder = entry.labelFolder
        guard try isThere(folder) else { return }
        var labels: [LabelPath] = []
        for path in try paths(below: folder) {
            let bytes: [UInt8]
            do throws(FileError) {
                bytes = try directory.read(path, limit: Store.maxBytes(at: path) + 1)
            } catch { throw .file(error) }
            guard let old = LabelPath(LabelFile.folder + path.dropFirst(folder.count)) else {
                draft.remove(path, before: bytes)
                continue
            }
            let address = entry.kind == .folder ? old.address.moved(from: entry.address, to: target) : target
            let new = LabelPath(label: old.label, address: address, kind: old.kind)
            let file = LabelFile(SourceText(name: path, bytes: bytes), hash: SHA256.hash)
            // The record got a new id, or somebody has labelled another record at this address.
            let isOwn = file.content.map { restored.ids.contains($0.id) } ?? true
            if !isOwn {
                restored.notes.append(.labelOfOtherRecord(new))
                draft.remove(path, before: bytes)
            } else if try isThere(new.path) {
                restored.notes.append(.labelExists(new))
                draft.remove(path, before: bytes)
            } else {
                draft.move(path, to: new.path, before: bytes)
                labels.append(new)
            }
        }
        if !labels.isEmpty { restored.notes.append(.labelsRestored(labels)) }
    }
}
