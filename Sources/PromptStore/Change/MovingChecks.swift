internal import Diagnostics
internal import PromptCore
internal import SafeFiles

extension Rearrangement {
    /// Refuses paths that another system could not store: paths that are taken, or differ from others in case
    /// or Unicode form only, and folders that are nested too deep.
    func checkPaths() throws(StoreError) {
        let new = slots.filter { slot in
            guard !slot.isCopy, let origin = slot.origin else { return true }
            return !before.files[origin].address.path.utf8.elementsEqual(slot.file.address.path.utf8)
        }.map(\.file)
        let limit = FolderScan.Limits().depth
        if let deep = new.first(where: { $0.address.folder.outward.count - 1 > limit }) {
            throw .refused(
                message: "\(deep.source.name) would lie more than \(limit) folders deep", help: nil)
        }
        // If only prompts are touched, the others are known by name alone.
        let gone = moved.keys.reduce(into: removed) { $0.insert($1) }
        var taken = before.contents.files.filter { !gone.contains($0) }
        var locations = Set(taken)
        for file in new {
            guard locations.insert(file.location).inserted else {
                throw .exists(kind: file.kind, address: file.address, file: file.address.file(file.kind))
            }
        }
        taken += new.map(\.location)
        let wanted = Set(new.flatMap { Rearrangement.paths(of: $0.location) }.map(Slug.foldingKey))
        let spellings = Rearrangement.spellings(taken, of: wanted)
        for file in new {
            for path in Rearrangement.paths(of: file.location) {
                let twin = spellings[Slug.foldingKey(path)]?.first { !$0.utf8.elementsEqual(path.utf8) }
                guard let twin else { continue }
                throw .refused(
                    message: "\(quoted(path)) and \(quoted(twin)) are the same name on many systems",
                    help: "choose another address")
            }
        }
    }

    /// Returns the file's path, and that of each folder above it.
    private static func paths(of file: Contents.File) -> [String] {
        let folder = file.kind == .folder ? file.address : file.address.folder
        return [file.path] + folder.outward.filter { !$0.path.isEmpty }.map { "prompts/" + $0.path }
    }

    /// Returns the spellings of each path, by the form used for comparison; only those with a form in
    /// `wanted`.
    private static func spellings(_ files: [Contents.File], of wanted: Set<String>) -> [String: [String]] {
        var found: [String: [String]] = [:]
        var lastFolder: Address?
        for file in files {
            // Files of one folder are consecutive, so its path is examined once.
            let isSame =
                file.kind != .folder
                && lastFolder?.path.utf8.elementsEqual(file.address.folder.path.utf8) == true
            lastFolder = file.kind == .folder ? nil : file.address.folder
            for path in isSame ? [file.path] : paths(of: file) {
                let key = Slug.foldingKey(path)
                guard wanted.contains(key),
                    found[key]?.contains(where: { $0.utf8.elementsEqual(path.utf8) }) != true
                else { continue }
                found[key, default: []].append(path)
            }
        }
        return found
    }
}
