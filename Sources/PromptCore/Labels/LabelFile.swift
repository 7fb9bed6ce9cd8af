public import Diagnostics

/// A label of one record in a store of format 2: a copy of every file that a rendering of the record can
/// need. docs/format.md describes the format.
///
/// The label's name is the name of the folder that contains the file, and is not in the file.
public struct LabelFile: Sendable {
    /// The text of the file, with its path in the store.
    public let source: SourceText
    /// The content; `nil` if the file can't be read as a label.
    public let content: LabelContent?
    /// The problems of the file, in the order of the text.
    public let diagnostics: [Diagnostic]
    /// The byte ranges of the paths in the file, for problems in the copied texts.
    let pathRanges: [String: Range<Int>]

    /// The folder of the store that contains all label files.
    public static let folder = "labels"
    /// The largest label file that is read, in bytes.
    public static let maxBytes = 16 * 1024 * 1024
    /// The longest path of a copied file, in bytes: a key of YAML has at most 1024 characters.
    public static let maxPathBytes = 900
    /// The first line of the file.
    static let comment = "# Made by `promptpal label set`. To change the label, set it again.\n"

    /// Returns the SHA-256 of some bytes. The caller has the implementation, since this target has none.
    public typealias Hash = @Sendable ([UInt8]) -> [UInt8]

    /// True if the file can be used: it has no errors.
    public var isWhole: Bool { content != nil && !diagnostics.contains { $0.severity == .error } }

    /// Reads a label file. If the digest is wrong, the content is there and an error is reported.
    public init(_ source: SourceText, hash: @escaping Hash) {
        var reader = LabelFileReader(source, hash: hash)
        content = reader.read()
        self.source = source
        diagnostics = reader.diagnostics
        pathRanges = reader.pathRanges
    }

    /// The byte range of a path under `files`; `nil` if the file does not have it.
    public func range(ofPath path: String) -> Range<Int>? { pathRanges[path] }
}

/// The path of a label file: `labels/production/marketing/launch-email.prompt.label.yaml`.
public struct LabelPath: Sendable, Hashable {
    /// The label's name.
    public let label: String
    /// The address of the labelled record.
    public let address: Address
    /// The kind of the labelled record: prompt, module or variable.
    public let kind: RecordKind

    /// The path of the label of a record.
    public init(label: String, address: Address, kind: RecordKind) {
        self.label = label
        self.address = address
        self.kind = kind
    }

    /// Reads a path of the store; `nil` if it is not the path of a label file.
    public init?(_ path: String) {
        let parts = path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == LabelFile.folder, LabelName.problem(in: String(parts[1])) == nil
        else { return nil }
        for kind in RecordKind.addressable {
            let ending = LabelPath.ending(of: kind)
            guard parts[2].utf8.count > ending.utf8.count, parts[2].hasSuffix(ending) else { continue }
            let name = String(parts[2].dropLast(ending.count)) + kind.fileEnding
            guard let address = FileNames.address(of: name, kind: kind).address else { return nil }
            self.init(label: String(parts[1]), address: address, kind: kind)
            return
        }
        return nil
    }

    /// The path, relative to the store.
    public var path: String {
        "\(LabelFile.folder)/\(label)/\(address.path)\(LabelPath.ending(of: kind))"
    }

    /// Returns `.prompt.label.yaml`, the end of the file's name.
    static func ending(of kind: RecordKind) -> String {
        kind.fileEnding.dropLast(".yaml".count) + ".label.yaml"
    }
}
