public import Diagnostics
internal import YAMLTree

/// The content of `labels.yaml`: a commit for each label and each record. docs/format.md describes the
/// format.
public struct Labels: Sendable {
    /// The version of one record that a label refers to.
    public struct Pin: Sendable, Hashable {
        /// The label's name.
        public let label: String
        /// The record's id.
        public let id: RecordID
        /// For readers; the record may have moved since.
        public let address: String?
        /// 40 hexadecimal digits, in lower case.
        public let commit: String
        /// UTF-8 byte range of the commit in the file.
        public let commitRange: Range<Int>

        /// A pin; see the properties for the parts.
        package init(label: String, id: RecordID, address: String?, commit: String, commitRange: Range<Int>) {
            self.label = label
            self.id = id
            self.address = address
            self.commit = commit
            self.commitRange = commitRange
        }
    }

    /// In the order of the file.
    public let pins: [Pin]
    /// All labels in the order of the file, also those without a record.
    public let names: [String]
    /// The file as it was read.
    public let source: SourceText
    /// The problems of the file. If a pin can't be read, it is missing from `pins`.
    public let diagnostics: [Diagnostic]
    private let tree: YAMLTree?

    /// The path of the file in the store.
    public static let file = "labels.yaml"
    /// The key of a pin with the version that the other side of a merge gave the label.
    static let conflict = "conflict"

    /// Reads a `labels.yaml`; an empty file has no labels.
    public init(_ source: SourceText) {
        self.source = source
        let parsed = YAMLTree.parse(source)
        tree = parsed.tree
        var reader = LabelsReader(diagnostics: parsed.diagnostics)
        if let root = parsed.tree?.root, !root.isNull { reader.read(root) }
        (pins, names, diagnostics) = (reader.pins, reader.names, reader.diagnostics)
    }

    /// Returns the pin of a label for a record: by its id or, if it has none, by its address.
    public func pin(_ label: String, id: RecordID?, address: String) -> Pin? {
        let own = pins.filter { $0.label == label }
        if let id { return own.first { $0.id == id } }
        return own.first { $0.address == address }
    }

    /// Returns the pins of a record, in the order of the file.
    public func pins(of id: RecordID) -> [Pin] { pins.filter { $0.id == id } }
}

extension Labels {
    /// Returns the file with a label set or moved; every other byte stays the same.
    ///
    /// - Throws: ``AssignmentError`` if the file has errors or can't be edited.
    public func setting(
        _ label: String, id: RecordID, address: String, commit: String
    ) throws(AssignmentError) -> SourceText {
        let pin = YAMLValue.mapping(
            [YAMLMember("address", value: .text(address)), YAMLMember("commit", value: .text(commit))],
            style: .flow)
        guard let tree, tree.root.map({ !$0.isNull }) == true else {
            guard diagnostics.isEmpty else { throw Labels.broken }
            let text = YAMLEmitter.document(.map([(label, .map([(id.description, pin)]))]))
            return SourceText(name: source.name, bytes: source.bytes + Array(text.utf8))
        }
        let key = self.key(of: id, under: label)
        guard let known = tree.root?.value(forKey: label)?.value(forKey: key) else {
            return try edited(tree, with: [.set([.key(label), .key(key)], pin)])
        }
        // If a pin has another layout or more keys, these are kept.
        guard known.kind == .mapping else {
            return try edited(tree, with: [.set([.key(label), .key(key)], pin)])
        }
        var edits: [YAMLEdit] = [
            .set([.key(label), .key(key), .key("address")], .text(address)),
            .set([.key(label), .key(key), .key("commit")], .text(commit)),
        ]
        // Setting the label decides a conflict.
        if known.value(forKey: Labels.conflict) != nil {
            edits.append(.remove([.key(label), .key(key), .key(Labels.conflict)]))
        }
        return try edited(tree, with: edits)
    }

    /// Returns the file without a record's label. If no other record has the label, the label is removed too.
    ///
    /// - Throws: ``AssignmentError`` if the file has errors or can't be edited.
    public func removing(_ label: String, id: RecordID) throws(AssignmentError) -> SourceText {
        guard let tree, let map = tree.root?.value(forKey: label) else { return source }
        if map.count <= 1 { return try edited(tree, with: [.remove([.key(label)])]) }
        return try edited(tree, with: [.remove([.key(label), .key(key(of: id, under: label))])])
    }

    private func edited(_ tree: YAMLTree, with edits: [YAMLEdit]) throws(AssignmentError) -> SourceText {
        guard !diagnostics.contains(where: { $0.severity == .error }) else { throw Labels.broken }
        do throws(YAMLEditError) { return try tree.applying(edits).source } catch {
            throw AssignmentError("\(Labels.file) can't be written: \(error)", help: "edit it by hand")
        }
    }

    private static var broken: AssignmentError {
        AssignmentError("\(file) has errors", help: "`promptpal validate` shows them; fix them first")
    }

    /// Returns the id as the file spells it.
    private func key(of id: RecordID, under label: String) -> String {
        let map = tree?.root?.value(forKey: label)
        guard let map, map.kind == .mapping else { return id.description }
        return map.entries.first { RecordID($0.key.text) == id }?.key.text ?? id.description
    }
}

/// Reads the content of a `labels.yaml`, and reports its problems.
private struct LabelsReader {
    var pins: [Labels.Pin] = []
    var names: [String] = []
    var diagnostics: [Diagnostic]

    private static let form =
        "write `ID: {address: folder/name, commit: 40 hexadecimal digits}` below each label"

    mutating func read(_ root: YAMLNode) {
        guard root.kind == .mapping else {
            return error("`labels.yaml` must be a map of labels", at: root.range)
        }
        for entry in root.entries {
            let name = entry.key.text
            if let problem = LabelName.problem(in: name) {
                error("the label \(quoted(name)) \(problem)", at: entry.key.range, help: "rename it")
                continue
            }
            names.append(name)
            if entry.value.isNull { continue }
            guard entry.value.kind == .mapping else {
                error("the label \(quoted(name)) must be a map of records", at: entry.value.range)
                continue
            }
            for pin in entry.value.entries { read(pin, of: name) }
        }
    }

    private mutating func read(_ entry: YAMLEntry, of label: String) {
        guard let id = RecordID(entry.key.text) else {
            return error("\(quoted(entry.key.text)) is not an id", at: entry.key.range)
        }
        guard entry.value.kind == .mapping else {
            return error("the entry under an id must be a map", at: entry.value.range)
        }
        guard let commit = entry.value.value(forKey: "commit"), commit.kind == .scalar, !commit.isNull else {
            return error("`commit` is missing", at: entry.key.range)
        }
        let digits = commit.text.lowercased()
        guard digits.utf8.count == 40,
            digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 })
        else {
            return error("`commit` must be the 40 digits of a commit", at: commit.range)
        }
        let address = entry.value.value(forKey: "address").flatMap { node in
            node.kind == .scalar && !node.isNull ? node.text : nil
        }
        pins.append(
            Labels.Pin(
                label: label, id: id, address: address, commit: digits, commitRange: commit.range))
        if let other = entry.value.value(forKey: Labels.conflict), !other.isNull {
            diagnostics.append(.labelConflict(label, of: address ?? id.description, ours: digits, other))
        }
    }

    private mutating func error(_ message: String, at range: Range<Int>, help: String = LabelsReader.form) {
        diagnostics.append(Diagnostic(.unreadableLabels, message: message, at: range, help: help))
    }
}

/// The name of a label, which is typed after the `@` of an address.
public enum LabelName {
    /// Returns the reason why a text can't be a label, as the end of a sentence (`it …`); `nil` if it can.
    ///
    /// A name starts with a letter, followed by letters of every script, digits, `-`, `_` and `.`. It must
    /// not read as a version: `v3`, `HEAD`, the digits of a commit.
    public static func problem(in name: String) -> String? {
        let scalars = name.unicodeScalars
        guard let first = scalars.first else { return "is empty" }
        guard first.properties.isAlphabetic else { return "must begin with a letter" }
        guard scalars.allSatisfy(isAllowed) else {
            return "may contain only letters, digits, `-`, `_` and `.`"
        }
        if name.utf8.count > 100 { return "is longer than 100 bytes" }
        if name.hasSuffix(".") || name.contains("..") {
            return "must not end with a dot or contain two dots in a row"
        }
        if name.hasSuffix(".yaml") { return "looks like a file name" }
        if name.uppercased() == "HEAD" { return "is Git's name for the last commit" }
        let rest = scalars.dropFirst()
        if first == "v", !rest.isEmpty, rest.allSatisfy({ ("0"..."9").contains($0) }) {
            return "is the number of a version"
        }
        if scalars.count >= 4, scalars.allSatisfy({ ("0"..."9").contains($0) || ("a"..."f").contains($0) }) {
            return "looks like the digits of a commit"
        }
        return nil
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "-" || scalar == "_" || scalar == "." { return true }
        switch scalar.properties.generalCategory {
        case .decimalNumber, .nonspacingMark, .spacingMark: return true
        default: return scalar.properties.isAlphabetic
        }
    }
}
