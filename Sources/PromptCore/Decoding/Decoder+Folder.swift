internal import Diagnostics
public import YAMLTree

extension Folder {
    /// Reads a `folder.yaml`.
    public static func decode(_ tree: YAMLTree) -> Decoded<Folder> {
        var decoder = Decoder()
        guard let root = decoder.root(of: tree, .folder) else {
            return Decoded(value: nil, diagnostics: decoder.diagnostics)
        }
        var folder = Folder()
        for entry in root.entries {
            if entry.key.isText("tags") || !decoder.header(entry, into: &folder.header) {
                decoder.unknown(entry, in: Keys.folder)
            }
        }
        return Decoded(value: folder, diagnostics: decoder.diagnostics)
    }
}

extension Manifest {
    /// Reads a `promptpal.yaml`. If `format` is newer than this program supports, that is the only error, and
    /// the rest of the file is not read.
    public static func decode(_ tree: YAMLTree) -> Decoded<Manifest> {
        var decoder = Decoder()
        let manifest = decoder.manifest(tree)
        return Decoded(value: manifest, diagnostics: decoder.diagnostics)
    }
}

extension Decoder {
    fileprivate mutating func manifest(_ tree: YAMLTree) -> Manifest? {
        guard let root = root(of: tree, .manifest) else { return nil }
        var manifest = Manifest()
        guard let format = root["format"] else {
            report(.unsupportedFormat(missingAt: startOfFile(root)))
            return nil
        }
        guard let number = count(format, for: "format") else {
            if format.isNull {
                let key = root.entries.first { $0.key.isText("format") }?.key
                report(.unsupportedFormat(emptyAt: (key ?? root).range))
            }
            return nil
        }
        guard let known = Format(rawValue: number.value) else {
            report(.unsupportedFormat(number.value, at: number.range))
            return nil
        }
        manifest.format = known
        for entry in root.entries {
            if entry.key.isText("format") { continue }
            if entry.key.isText("name") {
                manifest.name = text(entry.value, for: "name")
            } else if entry.key.isText("usage") {
                usage(entry.value, into: &manifest)
            } else if entry.key.isText("layers") {
                manifest.layers = texts(entry.value, for: "layers")
            } else if entry.key.isText("conflicts") {
                manifest.conflicts = keptConflicts(entry.value)
            } else {
                unknown(entry, in: Keys.manifest)
            }
        }
        return manifest
    }

    private mutating func usage(_ node: YAMLNode, into manifest: inout Manifest) {
        if node.isNull { return }
        guard node.kind == .mapping else {
            expected("a map", for: "usage", at: node)
            return
        }
        for entry in node.entries {
            if entry.key.isText("record") {
                manifest.recordsUsage = boolean(entry.value, for: "record") ?? true
            } else if entry.key.isText("share") {
                manifest.sharesUsage = boolean(entry.value, for: "share") ?? false
            } else {
                unknown(entry, in: Keys.usage)
            }
        }
    }
}
