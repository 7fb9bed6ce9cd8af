public import PromptCore
internal import PromptIndex

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

    mutating func add(_ other: RecordCounts) {
        prompts += other.prompts
        modules += other.modules
        variables += other.variables
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
        let found = libraryIndex(SegmentSection.listing)
        var tally = FolderTally(found.folders)
        for record in found.libraryIndex.inPathOrder.lazy.map({ found.libraryIndex[$0] }) {
            if record.kind == .folder {
                tally.describe(RecordSummary(record, withTime: false))
            } else {
                tally.count(record.address, record.kind)
            }
        }
        return tally.summaries
    }
}

/// Counts what lies in folders.
private struct FolderTally {
    private var places: [Address: Int] = [:]
    private var folders: [FolderSummary] = []
    /// What lies in each folder itself is added to those above at the end.
    var summaries: [FolderSummary] {
        var folders = folders
        for folder in self.folders {
            for above in folder.address.outward {
                if let place = places[above] { folders[place].all.add(folder.own) }
            }
        }
        return folders
    }

    /// - Parameter all: all folders, in the order of their paths.
    init(_ all: [Address]) {
        for address in all where !address.path.isEmpty {
            places[address] = folders.count
            folders.append(FolderSummary(address: address, name: address.name))
        }
    }

    mutating func count(_ address: Address, _ kind: RecordKind) {
        if let place = places[address.folder] { folders[place].own.add(kind) }
    }

    /// Takes up what a folder's file says.
    mutating func describe(_ file: RecordSummary) {
        guard let place = places[file.address] else { return }
        folders[place].hasFile = true
        folders[place].id = file.id
        folders[place].name = file.name
        folders[place].summary = file.summary
    }
}
