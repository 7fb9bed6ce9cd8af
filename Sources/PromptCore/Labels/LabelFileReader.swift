internal import Diagnostics
internal import YAMLTree

/// Reads the content of a label file, and reports its problems.
struct LabelFileReader {
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var pathRanges: [String: Range<Int>] = [:]
    private let source: SourceText
    private let hash: LabelFile.Hash

    init(_ source: SourceText, hash: @escaping LabelFile.Hash) {
        self.source = source
        self.hash = hash
    }

    mutating func read() -> LabelContent? {
        if source.bytes.count > LabelFile.maxBytes {
            diagnostics.append(.fileTooLarge(limitInMiB: LabelFile.maxBytes / 1024 / 1024))
            return nil
        }
        let limits = YAMLLimits(maxBytes: LabelFile.maxBytes, maxDepth: YAMLLimits.standard.maxDepth)
        let parsed = YAMLTree.parse(source, limits: limits)
        // Problems of the layout, such as mixed line ends, change nothing in the texts.
        diagnostics = parsed.diagnostics.filter { $0.severity == .error }
        guard let root = parsed.tree?.root, !root.isNull else {
            if diagnostics.isEmpty { error("the label file is empty", at: 0..<0) }
            return nil
        }
        if diagnostics.contains(where: { $0.breaks(.conflictMarkers) }) { return nil }
        guard root.kind == .mapping else {
            error("a label file must be a map with `label` and `files`", at: root.range)
            return nil
        }
        reportUnknownKeys(of: root, known: ["label", "files"], in: "a label file")
        guard let label = map("label", of: root), let files = map("files", of: root) else { return nil }
        let known = ["format", "kind", "id", "address", "commit", "digest"]
        reportUnknownKeys(of: label, known: known, in: "`label`")
        let copies = read(files)
        guard let content = content(label, copies: copies) else { return nil }
        checkRecord(of: content, at: label.range)
        checkDigest(of: content, label: label)
        diagnostics.sort { ($0.range?.lowerBound ?? 0) < ($1.range?.lowerBound ?? 0) }
        return content
    }

    private mutating func content(_ label: YAMLNode, copies: [LabelContent.File]) -> LabelContent? {
        let format = value("format", of: label) {
            Int($0).flatMap { $0 > 0 ? $0 : nil }
        } _: {
            "`format` must be the number of a format, not \($0)"
        }
        let kind = value("kind", of: label) { word in
            RecordKind.addressable.first { $0.rawValue == word }
        } _: {
            "`kind` must be prompt, module or variable, not \($0)"
        }
        let id = value("id", of: label, read: RecordID.init) { "`id` must be a UUID, not \($0)" }
        let address = value("address", of: label) {
            try? Address(validating: $0)
        } _: {
            "`address` is not possible: \($0)"
        }
        guard let format, let kind, let id, let address else { return nil }
        guard let format = Format(rawValue: format) else {
            error(
                "the label is of format \(format), which this promptpal can't read",
                at: label["format"]?.range ?? label.range, help: "install a newer promptpal")
            return nil
        }
        var commit: String?
        if let node = label["commit"], node.kind == .scalar, !node.isNull { commit = node.text }
        return LabelContent(
            format: format, kind: kind, id: id, address: address, commit: commit, files: copies)
    }

    private mutating func read(_ files: YAMLNode) -> [LabelContent.File] {
        var copies: [LabelContent.File] = []
        for entry in files.entries {
            let path = entry.key.text
            guard LabelContent.record(at: path) != nil else {
                error("\(quoted(path)) is not the path of a prompt, module or variable", at: entry.key.range)
                continue
            }
            guard entry.value.kind == .scalar else {
                error("the text of \(quoted(path)) must be a text", at: entry.value.range)
                continue
            }
            pathRanges[path] = entry.key.range
            copies.append(LabelContent.File(path: path, bytes: Array(entry.value.text.utf8)))
        }
        return copies
    }

    private mutating func checkRecord(of content: LabelContent, at range: Range<Int>) {
        let path = content.address.file(content.kind)
        guard pathRanges[path] == nil else { return }
        error("`files` does not have \(path), the file of the labelled record", at: range)
    }

    private mutating func checkDigest(of content: LabelContent, label: YAMLNode) {
        guard let node = label["digest"], node.kind == .scalar, !node.isNull else {
            return error("`digest` is missing", at: label.range)
        }
        guard node.text != content.digest(hash) else { return }
        diagnostics.append(.wrongLabelDigest(of: content, path: source.name, at: node.range))
    }

    private mutating func map(_ key: String, of node: YAMLNode) -> YAMLNode? {
        guard let value = node.value(forKey: key), !value.isNull else {
            error("`\(key)` is missing", at: node.range)
            return nil
        }
        guard value.kind == .mapping else {
            error("`\(key)` must be a map", at: value.range)
            return nil
        }
        return value
    }

    private mutating func value<Value>(
        _ key: String, of node: YAMLNode, read: (String) -> Value?, _ message: (String) -> String
    ) -> Value? {
        guard let value = node.value(forKey: key), !value.isNull else {
            error("`\(key)` is missing", at: node.range)
            return nil
        }
        guard value.kind == .scalar else {
            error("`\(key)` must be a text", at: value.range)
            return nil
        }
        if let found = read(value.text) { return found }
        error(message(quoted(value.text)), at: value.range)
        return nil
    }

    private mutating func reportUnknownKeys(of node: YAMLNode, known: [String], in name: String) {
        for entry in node.entries where !known.contains(entry.key.text) {
            diagnostics.append(.unknownKey(ofLabel: entry.key.text, in: name, at: entry.key.range))
        }
    }

    private mutating func error(_ message: String, at range: Range<Int>, help: String? = nil) {
        diagnostics.append(.unreadableLabelFile(message, at: range, help: help))
    }
}
