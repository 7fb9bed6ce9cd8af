/// The kind of a file in a store. The file's name alone decides it.
public enum RecordKind: String, Sendable, Hashable, CaseIterable {
    case prompt
    case module
    case variable
    case folder
    case manifest

    /// The end of the file's name: `.prompt.yaml`; for folders and the manifest, the whole name.
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

    /// Returns the kind of a file below `prompts/` whose last path part is `name`; `nil` if it is no record.
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
