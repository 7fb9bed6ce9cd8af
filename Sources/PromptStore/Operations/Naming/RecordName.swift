internal import Diagnostics
public import PromptCore
public import SystemPackage

/// A record or folder as a person names it: by its address, or by the path of its file.
public struct RecordName: Sendable, Hashable {
    /// As typed.
    public var text: String
    /// The only kind that is meant; `nil` for the first of prompt, module, variable and folder that is there.
    public var kind: RecordKind?
    /// The directory that a relative path counts from, absolute; `nil` if paths count from the store only.
    public var directory: FilePath?

    public init(_ text: String, kind: RecordKind? = nil, from directory: FilePath? = nil) {
        self.text = text
        self.kind = kind
        self.directory = directory
    }
}

extension Address {
    /// An address as a person typed it, if only one of the work tree can be meant.
    ///
    /// - Throws: `versionGiven` for `a/b@v3`; `address`.
    public init(typed text: String) throws(StoreError) {
        if let at = text.utf8.firstIndex(of: UInt8(ascii: "@")), at != text.startIndex {
            throw .versionGiven(text: text, version: String(text[at...]))
        }
        do {
            try self.init(validating: text)
        } catch {
            throw .address(error)
        }
    }

    /// An address as a person typed it for something that is not there yet.
    ///
    /// - Throws: `endingGiven` for the path of a file; as ``init(typed:)``.
    public init(new text: String) throws(StoreError) {
        try Address.refuseEnding(of: text)
        try self.init(typed: text)
    }

    /// Refuses a destination that is written like a file.
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
    /// The path of the store that `text` means as a path: relative to the store's directory, empty for that itself;
    /// `nil` if it lies outside of the store, or if there is no directory to count from.
    public func storePath(_ text: String, from directory: FilePath?) -> String? {
        guard let directory else { return nil }
        var path = directory.pushing(FilePath(text)).lexicallyNormalized()
        let root = self.path.lexicallyNormalized()
        guard path.starts(with: root) else { return nil }
        _ = path.removePrefix(root)
        return path.string
    }

    /// The address that `name` means, and the kind if a path or the name itself says it. Looks at no file.
    ///
    /// A path is told by the ending of a record's file; it counts from the name's directory, or from the store if it begins
    /// with `prompts/`.
    ///
    /// - Throws: `versionGiven`, `address`.
    public func address(of name: RecordName) throws(StoreError) -> (address: Address, kind: RecordKind?) {
        let text = name.text
        let last = text.split(separator: "/").last.map(String.init) ?? ""
        guard let kind = RecordKind(fileName: last) else { return (try Address(typed: text), name.kind) }
        var path = text.hasPrefix("prompts/") ? text : storePath(text, from: name.directory) ?? text
        if path.hasPrefix("prompts/") { path = String(path.dropFirst("prompts/".count)) }
        if kind == .folder {
            let folder = path.dropLast(kind.fileEnding.count)
            return (folder.isEmpty ? .top : try Address(typed: String(folder)), kind)
        }
        return (try Address(typed: String(path.dropLast(kind.fileEnding.count))), kind)
    }

    /// The file of the work tree that `name` means: of its kind, or else the first prompt, module, variable or folder.
    ///
    /// - Throws: `versionGiven`, `address`, `notFound`, `file`; `noFolderFile` for a folder without one; `inLayer` if only a
    ///   layer has it.
    public func file(named name: RecordName) throws(StoreError) -> ParsedFile {
        let (address, kind) = try address(of: name)
        do {
            if let kind { return try read(kind, at: address) }
            return try read(at: address)
        } catch {
            guard kind == nil, case .notFound = error else { throw error }
            if let folder = try? read(.folder, at: address) { return folder }
            if contents().folders.contains(address) { throw .noFolderFile(address: address) }
            if let found = layered(RecordName(address.path)), let layer = found.layer {
                throw .inLayer(address: address, layer: layer.name)
            }
            throw error
        }
    }

    /// The prompt of the work tree that `name` means.
    ///
    /// - Throws: as ``file(named:)``; `notAPrompt` if something else has the address.
    public func prompt(named name: RecordName) throws(StoreError) -> ParsedFile {
        let (address, kind) = try address(of: name)
        do {
            return try read(kind ?? .prompt, at: address)
        } catch {
            guard case .notFound = error, let other = try? read(at: address) else { throw error }
            throw .notAPrompt(address: other.address, kind: other.kind)
        }
    }

    /// The record or folder that `name` means as the object of a move, copy or deletion: also a folder without a
    /// `folder.yaml`, but never the top folder. With a `/` at its end it is a folder.
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
    /// The address of a record or folder that is most like `text`, for "did you mean".
    func near(_ text: String) -> [String] {
        let all = files.map(\.address.path) + folders.map(\.path)
        return Suggestion.nearest(to: text, among: all).map { [$0] } ?? []
    }
}
