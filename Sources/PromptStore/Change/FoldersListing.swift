public import PromptCore

/// How many records there are of each kind.
public struct RecordCounts: Sendable, Hashable {
    /// `*.prompt.yaml`
    public var prompts = 0
    /// `*.module.yaml`
    public var modules = 0
    /// `*.variable.yaml`
    public var variables = 0

    mutating func add(_ kind: RecordKind) {
        switch kind {
        case .prompt: prompts += 1
        case .module: modules += 1
        case .variable: variables += 1
        case .folder, .manifest: break
        }
    }
}

/// What lists show of a folder.
public struct FolderSummary: Sendable {
    /// Its path below `prompts/`.
    public let address: Address
    /// Of its `folder.yaml`, where it has one.
    public var id: RecordID?
    /// Of its `folder.yaml`, else the directory's name.
    public var name: String
    /// The description of its `folder.yaml`.
    public var summary: String?
    /// Whether there is a `folder.yaml`.
    public var hasFile = false
    /// What lies in the folder itself.
    public var own = RecordCounts()
    /// What lies in it and in all folders below.
    public var all = RecordCounts()
}

extension Store {
    /// Every folder but the library itself, in the order of their paths.
    public func folders() -> [FolderSummary] {
        let contents = contents()
        var places: [Address: Int] = [:]
        var folders: [FolderSummary] = []
        for address in contents.folders where !address.path.isEmpty {
            places[address] = folders.count
            folders.append(FolderSummary(address: address, name: address.name))
        }
        for file in contents.files {
            if file.kind == .folder {
                guard let place = places[file.address] else { continue }
                let header = Store.parse(file, in: directory).record?.header
                folders[place].hasFile = true
                folders[place].id = header?.id?.value
                folders[place].name = header?.name?.value ?? file.address.name
                folders[place].summary = header?.description
                continue
            }
            if let place = places[file.address.folder] { folders[place].own.add(file.kind) }
            for above in file.address.folder.outward {
                if let place = places[above] { folders[place].all.add(file.kind) }
            }
        }
        return folders
    }
}
