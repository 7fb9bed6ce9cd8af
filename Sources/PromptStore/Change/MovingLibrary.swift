internal import Diagnostics
internal import PromptCore
internal import SafeFiles

/// The library as a change of structure sees it: files that are read once, and the targets of their
/// references.
struct LibraryImage: Sendable {
    let contents: Contents
    let files: [ParsedFile]
    let library: any Library
    /// True if `files` contains all files of the library. It is false if only prompts are touched, because
    /// nothing refers to a prompt.
    let isWhole: Bool
}

extension Store {
    /// Reads the files that a change of `touched` needs: only these if they are prompts and folders, else
    /// every file, on all processors.
    ///
    /// - Parameters:
    ///   - wholly: true to read every file in any case.
    ///   - namers: paths of the only prompts that a change of `touched` can affect, if these are known.
    func image(
        _ contents: Contents, touching touched: [Contents.File], wholly: Bool = false,
        among namers: Set<String>? = nil
    ) -> LibraryImage {
        let isWhole = wholly || touched.contains { $0.kind == .module || $0.kind == .variable }
        var locations = isWhole ? contents.files : touched
        if let namers, isWhole {
            let own = Set(touched)
            locations.removeAll { $0.kind == .prompt && !namers.contains($0.path) && !own.contains($0) }
        }
        let directory = directory
        let files = Parallel.map(count: locations.count) { [locations] in Store.parse(locations[$0], in: directory) }
        return LibraryImage(
            contents: contents, files: files,
            library: isWhole ? LoadedLibrary(files, blocked: contents.problems) : library(), isWhole: isWhole)
    }
}

extension ParsedFile {
    /// Its address and kind.
    var location: Contents.File { Contents.File(address: address, kind: kind) }

    /// Returns the same bytes, parsed as a file at another address.
    func moved(to address: Address) -> ParsedFile {
        // A file that could not be read has no text to parse again.
        if tree == nil, source.bytes.isEmpty, let first = diagnostics.first {
            return ParsedFile(unreadable: address, kind: kind, diagnostic: first)
        }
        return ParsedFile(.init(name: address.file(kind), bytes: source.bytes), kind: kind, address: address)
    }
}
