internal import Diagnostics
internal import PromptCore
internal import SafeFiles

extension Store {
    /// Returns the label files at the addresses of records, with their bytes. A file that belongs to another
    /// record by its id is left out.
    func labelFiles(of records: [Contents.File]) throws(StoreError) -> [(path: LabelPath, bytes: [UInt8])] {
        guard usesLabelFiles else { return [] }
        let paths = labelPaths()
        if paths.isEmpty { return [] }
        let wanted = Set(records)
        var found: [(path: LabelPath, bytes: [UInt8])] = []
        for path in paths {
            let record = Contents.File(address: path.address, kind: path.kind)
            guard wanted.contains(record), let file = try labelFile(at: path) else { continue }
            let id = try? directory.read(record.path, limit: Store.maxFileBytes + 1)
            let own = id.flatMap { RecordID(in: $0, path: record.path) }
            if let own, let other = file.content?.id, own != other { continue }
            found.append((path, file.source.bytes))
        }
        return found
    }
}
