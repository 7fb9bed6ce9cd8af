internal import Diagnostics
internal import Git
public import PromptCore
public import SystemPackage

/// The name of a record or folder as a person gives it: its address, or the path of its file.
public struct RecordName: Sendable, Hashable {
    /// The name as typed.
    public var text: String
    /// The only possible kind; `nil` for the first existing one of prompt, module, variable and folder.
    public var kind: RecordKind?
    /// The absolute directory that relative paths start from; `nil` if paths start at the store only.
    public var directory: FilePath?

    /// A name as typed; see the properties for the parts.
    public init(_ text: String, kind: RecordKind? = nil, from directory: FilePath? = nil) {
        self.text = text
        self.kind = kind
        self.directory = directory
    }
}

extension Address {
    /// An address as a person typed it, for a command that works on the work tree only.
    ///
    /// - Throws: `versionGiven` for `a/b@v3`; `address`.
    public init(typed text: String) throws(StoreError) {
        if let at = text.utf8.firstIndex(of: UInt8(ascii: "@")), at != text.startIndex {
            throw .versionGiven(text: text, version: String(text[at...]))
        }
        self = try StoreError.folding { () throws(AddressError) in try Address(validating: text) }
    }

    /// An address as a person typed it for a new record.
    ///
    /// - Throws: `endingGiven` for the path of a file; as ``init(typed:)``.
    public init(new text: String) throws(StoreError) {
        try Address.refuseEnding(of: text)
        try self.init(typed: text)
    }

    /// Refuses a destination that looks like the path of a file.
    ///
    /// - Throws: `endingGiven`.
    static func refuseEnding(of text: String) throws(StoreError) {
        guard let ending = RecordKind.addressable.map(\.fileEnding).first(where: text.hasSuffix) else {
            return
        }
        throw .endingGiven(address: String(text.dropLast(ending.count)))
    }
}

extension Store {
    /// Returns `text` as a path of the store: relative to the store's directory, empty for the directory
    /// itself; `nil` if it is outside of the store, or if it is relative and there is no directory.
    public func storePath(_ text: String, from directory: FilePath?) -> String? {
        guard let directory else { return nil }
        var path = directory.pushing(FilePath(text)).lexicallyNormalized()
        let root = self.path.lexicallyNormalized()
        guard path.starts(with: root) else { return nil }
        _ = path.removePrefix(root)
        return path.string
    }

    /// Returns the address of `name`, and the kind if a path or the name itself determines it. Reads no file.
    ///
    /// `/` is the top folder. A path is recognized by the ending of a record's file; it starts from the name's directory, or from
    /// the store if it begins with `prompts/`.
    ///
    /// - Throws: `versionGiven`, `address`, `labelFileGiven`.
    public func address(of name: RecordName) throws(StoreError) -> (address: Address, kind: RecordKind?) {
        let text = name.text
        if text == "/", name.kind ?? .folder == .folder { return (.top, .folder) }
        let last = text.split(separator: "/").last.map(String.init) ?? ""
        guard let kind = RecordKind(fileName: last) else {
            for path in [text, storePath(text, from: name.directory)].compactMap({ $0 }) {
                guard let label = LabelPath(path) else { continue }
                throw .labelFileGiven(path: path, label: label.label, address: label.address)
            }
            return (try Address(typed: text), name.kind)
        }
        var path = text.hasPrefix("prompts/") ? text : storePath(text, from: name.directory) ?? text
        if path.hasPrefix("prompts/") { path = String(path.dropFirst("prompts/".count)) }
        if kind == .folder {
            let folder = path.dropLast(kind.fileEnding.count)
            return (folder.isEmpty ? .top : try Address(typed: String(folder)), kind)
        }
        return (try Address(typed: String(path.dropLast(kind.fileEnding.count))), kind)
    }

    /// Returns the file of `name` in the work tree: of its kind, or else the first prompt, module, variable
    /// or folder.
    ///
    /// - Throws: `versionGiven`, `address`, `notFound`, `file`; `noFolderFile` for a folder without one;
    ///   `inLayer` if only a layer has it.
    public func file(named name: RecordName) throws(StoreError) -> ParsedFile {
        let (address, kind) = try address(of: name)
        do {
            if let kind { return try read(kind, at: address) }
            return try read(at: address)
        } catch {
            guard case .notFound = error else { throw error }
            if kind == .folder, address == .top { throw .noFolderFile(address: .top) }
            guard kind == nil else { throw error }
            if let folder = try? read(.folder, at: address) { return folder }
            if contents().folders.contains(address) { throw .noFolderFile(address: address) }
            if let found = layered(RecordName(address.path)), let layer = found.layer {
                throw .inLayer(address: address, layer: layer.name)
            }
            throw error
        }
    }

    /// Returns the prompt of `name` in the work tree.
    ///
    /// - Throws: as ``file(named:)``; `notAPrompt` if another kind of record has the address.
    public func prompt(named name: RecordName) throws(StoreError) -> ParsedFile {
        let (address, kind) = try address(of: name)
        do {
            return try read(kind ?? .prompt, at: address)
        } catch {
            guard case .notFound = error, let other = try? read(at: address) else { throw error }
            throw .notAPrompt(address: other.address, kind: other.kind)
        }
    }

    /// Returns the record or folder of `name` for a move, copy or deletion: also a folder without a
    /// `folder.yaml`, but never the top folder. A name with a `/` at its end is a folder.
    ///
    /// - Throws: `versionGiven`, `address`, `notFound`.
    public func item(named name: RecordName) throws(StoreError) -> Contents.File {
        var (address, kind) = try address(of: name)
        if kind == .folder, address == .top { address = try Address(typed: "") }
        if RecordKind(fileName: name.text.split(separator: "/").last.map(String.init) ?? "") == nil,
            name.text.utf8.count > 1, name.text.hasSuffix("/")
        {
            kind = .folder
        }
        let contents = contents()
        let kinds = kind.map { [$0] } ?? RecordKind.addressable + [.folder]
        for kind in kinds {
            let file = Contents.File(address: address, kind: kind)
            let isThere =
                kind == .folder
                ? contents.folders.contains(address) && !address.path.isEmpty : contents.files.contains(file)
            if isThere { return file }
        }
        throw .notFound(
            kind: kinds.count == 1 ? kinds[0].rawValue : "prompt, module, variable or folder",
            address: address.path, near: contents.near(address.path))
    }
}

extension Contents {
    /// Returns the addresses of records or folders that are most similar to `text`, for "did you mean".
    func near(_ text: String) -> [String] {
        let all = files.map(\.address.path) + folders.map(\.path)
        return Suggestion.nearest(to: text, among: all).map { [$0] } ?? []
    }
}

/// A record that was looked up by name, with its library: of the work tree, of a layer, or of a version.
public struct NamedRecord: Sendable {
    /// The record's file.
    public let file: ParsedFile
    /// The library in which its references are looked up.
    public let library: any Library
    /// The version; `nil` for the work tree and a label file.
    public let version: VersionedRecord?
    /// The label file that it was read from; `nil` for the work tree and a commit.
    public let label: LabelledRecord?
    /// The layer that contains it; `nil` for the store itself.
    public let layer: Layer?
    /// The address that it was found by, which may differ from the one in that version.
    public let asked: Address

    /// The requested commit, or the one that the label file notes, as 40 digits; `nil` for the work tree.
    public var commit: String? { version?.commit.id.hex ?? label?.content.commit }
    /// True for a record of the work tree, of the store itself or of a layer.
    public var isPresent: Bool { version == nil && label == nil }

    /// Returns the files that refer to it, if it is shared.
    public func users(in store: Store) -> [User] {
        guard file.kind == .module || file.kind == .variable else { return [] }
        // A label file has the files that its record needs, and none of its users.
        if label != nil { return [] }
        guard let version else { return (layer?.store ?? store).users(of: file.address, kind: file.kind) }
        return version.library.users(of: file.address, kind: file.kind)
    }
}

extension Store {
    /// Returns the record of `name`, `ADDRESS` or `ADDRESS@VERSION`, from the store or else from the nearest
    /// layer that has it. libgit2 is loaded only for a version.
    ///
    /// - Throws: as ``file(named:)``; `versions`, `repository`.
    public func record(named name: RecordName) throws(StoreError) -> NamedRecord {
        let typed = VersionedName(name.text)
        if let spec = typed.spec { return try version(spec, of: name, text: typed.name) }
        do throws(StoreError) {
            return inStore(try file(named: name))
        } catch {
            guard let found = layered(name) else { throw error }
            return found
        }
    }

    /// Returns the prompt of `name`, as ``record(named:)``.
    ///
    /// - Throws: as ``record(named:)``; `notAPrompt` if another kind of record has the address.
    public func promptRecord(named name: RecordName) throws(StoreError) -> NamedRecord {
        let typed = VersionedName(name.text)
        if let spec = typed.spec {
            let found = try version(spec, of: name, text: typed.name)
            guard found.file.kind == .prompt else {
                throw .notAPrompt(address: found.file.address, kind: found.file.kind)
            }
            return found
        }
        do throws(StoreError) {
            return inStore(try prompt(named: name))
        } catch {
            guard let found = layered(RecordName(name.text, kind: .prompt, from: name.directory)) else {
                throw error
            }
            return found
        }
    }

    /// Returns the record of the nearest layer that has it; `nil` if none does. Its references are looked up
    /// in the store first.
    public func layered(_ name: RecordName) -> NamedRecord? {
        guard let (address, kind) = try? address(of: name) else { return nil }
        let kinds = kind.map { [$0] } ?? RecordKind.addressable + [.folder]
        for layer in layers.layers {
            for kind in kinds {
                guard let file = try? layer.store.read(kind, at: address) else { continue }
                return NamedRecord(
                    file: file, library: library(), version: nil, label: nil, layer: layer,
                    asked: file.address)
            }
        }
        return nil
    }

    private func inStore(_ file: ParsedFile) -> NamedRecord {
        NamedRecord(
            file: file, library: library(), version: nil, label: nil, layer: nil, asked: file.address)
    }

    private func version(
        _ spec: VersionSpec, of name: RecordName, text: String
    ) throws(StoreError) -> NamedRecord {
        let (address, kind) = try address(of: RecordName(text, kind: name.kind, from: name.directory))
        if case .revision(let label) = spec,
            let found = try labelledRecord(label, of: address, kind: kind)
        {
            return NamedRecord(
                file: found.file, library: found.library, version: nil, label: found, layer: nil,
                asked: address)
        }
        let found = try version(of: address, kind: kind, spec)
        return NamedRecord(
            file: found.file, library: found.library, version: found, label: nil, layer: nil, asked: address)
    }
}

/// An address with an optional version, as typed: `marketing/launch-email@v3`.
public struct VersionedName: Sendable, Hashable {
    /// The text before the `@`: an address or a path.
    public let name: String
    /// The version; `nil` for the work tree.
    public let spec: VersionSpec?

    /// Splits at the first `@`, because no part of an address contains one. The folders of a path may, so a
    /// path is split at the `@` after the file's ending. An `@` at the start leaves the name empty; one
    /// without a text after it is `HEAD`, as in Git.
    public init(_ text: String) {
        let end = text.firstRange(of: ".yaml@").map { text.utf8.index(before: $0.upperBound) }
        let isPath = text.hasSuffix(".yaml")
        guard let at = end ?? (isPath ? nil : text.utf8.firstIndex(of: UInt8(ascii: "@"))) else {
            name = text
            spec = nil
            return
        }
        name = String(text[..<at])
        let rest = String(text[text.utf8.index(after: at)...])
        spec = rest.isEmpty ? .revision("HEAD") : VersionSpec(rest)
    }
}
