internal import PromptCore
internal import PromptStore
internal import SystemPackage

/// Finds the record that a person means by an address, or by the path of its file.
struct Lookup {
    let store: Store
    private let globals: Globals

    init(_ store: Store, _ globals: Globals) {
        self.store = store
        self.globals = globals
    }

    /// The file of the work tree that `text` names: of `kind` where it is said, else a prompt, module, variable or folder, in
    /// this order.
    func file(_ text: String, kind: RecordKind? = nil) throws(Failure) -> ParsedFile {
        let place = try place(of: text)
        return try file(at: place.address, kind: place.kind ?? kind)
    }

    /// The prompt that `text` names.
    func prompt(_ text: String) throws(Failure) -> ParsedFile {
        let place = try place(of: text)
        do throws(StoreError) {
            return try store.read(place.kind ?? .prompt, at: place.address)
        } catch {
            guard case .notFound = error, let other = try? store.read(at: place.address) else {
                throw Failure(error)
            }
            throw Lookup.notAPrompt(other)
        }
    }

    static func notAPrompt(_ file: ParsedFile) -> Failure {
        Failure(
            2, "\(quoted(file.address.path)) is a \(file.kind.rawValue), and only prompts are rendered",
            help: "`promptpal show \(ShellWord.quoted(file.address.path))` shows it, and who uses it")
    }

    private func file(at address: Address, kind: RecordKind?) throws(Failure) -> ParsedFile {
        do throws(StoreError) {
            if let kind { return try store.read(kind, at: address) }
            return try store.read(at: address)
        } catch {
            guard kind == nil, case .notFound = error else { throw Failure(error) }
            if let folder = try? store.read(.folder, at: address) { return folder }
            if store.contents().folders.contains(address) {
                throw Failure(
                    2, "the folder \(quoted(address.path)) has no folder.yaml yet",
                    help: "`promptpal new folder \(ShellWord.quoted(address.path))` makes one")
            }
            if let found = layered(address.path), let layer = found.layer {
                let word = ShellWord.quoted(address.path)
                throw Failure(
                    2,
                    "\(quoted(address.path)) is in the layer \(layer.name), and only what is in this store can be meant here",
                    help:
                        "`promptpal cp \(word) \(word)` copies it here, where it goes before that of the layer"
                )
            }
            throw Failure(error)
        }
    }

    /// A path is told by the ending of a record's file; it counts from the working directory, or from the store
    /// where it begins with `prompts/`.
    func place(of text: String) throws(Failure) -> (address: Address, kind: RecordKind?) {
        let last = text.split(separator: "/").last.map(String.init) ?? ""
        guard let kind = RecordKind(fileName: last) else { return (try Failure.address(text), nil) }
        var path = text.hasPrefix("prompts/") ? text : StorePath(text, store, globals)?.path ?? text
        if path.hasPrefix("prompts/") { path = String(path.dropFirst("prompts/".count)) }
        if kind == .folder {
            let folder = path.dropLast(kind.fileEnding.count)
            return (folder.isEmpty ? .top : try Failure.address(String(folder)), kind)
        }
        return (try Failure.address(String(path.dropLast(kind.fileEnding.count))), kind)
    }
}

/// A path of the working directory as one below the store.
struct StorePath {
    /// Relative to the store's directory; empty for it itself.
    let path: String

    /// `nil` where it lies outside the store.
    init?(_ name: String, _ store: Store, _ globals: Globals) {
        var path = globals.start.pushing(FilePath(name)).lexicallyNormalized()
        let root = WorkingDirectory.absolute(store.path)
        guard path.starts(with: root) else { return nil }
        _ = path.removePrefix(root)
        self.path = path.string
    }
}
