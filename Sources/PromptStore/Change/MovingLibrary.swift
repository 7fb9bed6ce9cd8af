internal import Diagnostics
internal import PromptCore
internal import SafeFiles

/// The library as a change of structure sees it: files read once, and what their names lead to.
struct LibraryImage: Sendable {
    let contents: Contents
    let files: [ParsedFile]
    let library: any Library
    /// Whether `files` are all of the library's. Where only prompts are touched they are not: nothing refers to
    /// a prompt.
    let isWhole: Bool
}

extension Store {
    /// Reads what a change of `touched` has to look at: only these where they are prompts and folders, else every
    /// file, on all processors.
    ///
    /// - Parameters:
    ///   - wholly: whether every file is wanted in any case.
    ///   - namers: paths of the only prompts that a change of `touched` can mean something to, where these are known.
    func image(
        _ contents: Contents, touching touched: [Contents.File], wholly: Bool = false,
        among namers: Set<String>? = nil
    ) -> LibraryImage {
        let isWhole = wholly || touched.contains { $0.kind == .module || $0.kind == .variable }
        var places = isWhole ? contents.files : touched
        if let namers, isWhole {
            let own = Set(touched)
            places.removeAll { $0.kind == .prompt && !namers.contains($0.path) && !own.contains($0) }
        }
        let directory = directory
        let files = Parallel.map(count: places.count) { [places] in Store.parse(places[$0], in: directory) }
        return LibraryImage(
            contents: contents, files: files,
            library: isWhole ? LoadedLibrary(files, blocked: contents.problems) : library(), isWhole: isWhole)
    }
}

extension ParsedFile {
    /// Its address and kind.
    var place: Contents.File { Contents.File(address: address, kind: kind) }

    /// The same bytes read as a file at another address.
    func moved(to address: Address) -> ParsedFile {
        // A file that could not be read has no text to read again.
        if tree == nil, source.bytes.isEmpty, let first = diagnostics.first {
            return ParsedFile(unreadable: address, kind, first)
        }
        return ParsedFile(.init(name: address.file(kind), bytes: source.bytes), kind: kind, address: address)
    }
}
