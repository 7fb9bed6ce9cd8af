/// What a file of a store is, told by its name alone.
public enum RecordKind: String, Sendable, Hashable, CaseIterable {
    case prompt
    case module
    case variable
    case folder
    case manifest

    /// The end of the file's name: `.prompt.yaml`; for folders and the manifest the whole name.
    public var fileEnding: String {
        switch self {
        case .prompt: ".prompt.yaml"
        case .module: ".module.yaml"
        case .variable: ".variable.yaml"
        case .folder: "folder.yaml"
        case .manifest: "promptpal.yaml"
        }
    }

    /// The kinds that have an address of their own.
    public static let addressable: [RecordKind] = [.prompt, .module, .variable]

    /// The kind of the file called `name` (its last path part) below `prompts/`; `nil` where it is none.
    public init?(fileName name: String) {
        for kind in RecordKind.addressable
        where name.utf8.count > kind.fileEnding.utf8.count && name.hasSuffix(kind.fileEnding) {
            self = kind
            return
        }
        guard name == RecordKind.folder.fileEnding else { return nil }
        self = .folder
    }
}
