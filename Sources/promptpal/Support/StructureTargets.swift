internal import PromptCore
internal import PromptStore

/// Finds what a person means whose place is to be changed: records and folders, also folders without a
/// `folder.yaml`.
struct StructureTargets {
    private let store: Store
    private let globals: Globals

    init(_ store: Store, _ globals: Globals) {
        self.store = store
        self.globals = globals
    }

    /// What `text` names: of `kind` where it is said, else a prompt, module, variable or folder, in this order.
    /// With a `/` at its end it is a folder.
    func item(_ text: String, kind: RecordKind? = nil) throws(Failure) -> Contents.File {
        let (address, told) = try place(of: text)
        let contents = store.contents()
        let kinds = (told ?? kind).map { [$0] } ?? RecordKind.addressable + [.folder]
        for kind in kinds {
            let file = Contents.File(address: address, kind: kind)
            let isThere =
                kind == .folder
                ? contents.folders.contains(address) && !address.path.isEmpty : contents.files.contains(file)
            if isThere { return file }
        }
        let all = contents.files.map(\.address.path) + contents.folders.map(\.path)
        throw Failure(
            StoreError.notFound(
                kind: kinds.count == 1 ? kinds[0].rawValue : "prompt, module, variable or folder",
                address: address.path,
                near: Suggestion.nearest(to: address.path, among: all).map { [$0] } ?? []))
    }

    /// The folder that `text` names.
    func folder(_ text: String) throws(Failure) -> Contents.File { try item(text, kind: .folder) }

    /// Refuses a destination that is written like a file.
    static func refuseEnding(_ text: String) throws(Failure) {
        guard let ending = RecordKind.addressable.map(\.fileEnding).first(where: text.hasSuffix) else {
            return
        }
        throw Failure(
            64, "an address has no ending", help: "write \(quoted(text.dropLast(ending.count)))")
    }

    private func place(of text: String) throws(Failure) -> (Address, RecordKind?) {
        let last = text.split(separator: "/").last.map(String.init) ?? ""
        guard let kind = RecordKind(fileName: last) else {
            let isFolder = text.count > 1 && text.hasSuffix("/")
            return (try Failure.address(text), isFolder ? .folder : nil)
        }
        var path = text.hasPrefix("prompts/") ? text : StorePath(text, store, globals)?.path ?? text
        if path.hasPrefix("prompts/") { path = String(path.dropFirst("prompts/".count)) }
        let ending = kind == .folder ? "/" + kind.fileEnding : kind.fileEnding
        return (try Failure.address(String(path.dropLast(ending.count))), kind)
    }
}
