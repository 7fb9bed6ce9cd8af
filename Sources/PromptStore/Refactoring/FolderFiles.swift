internal import Diagnostics
internal import PromptCore
internal import SafeFiles
internal import YAMLTree

/// All files in a folder.
struct FolderFiles {
    /// Files of the library.
    var records: [Contents.File] = []
    /// Paths of all others, relative to the store: pictures, notes.
    var others: [String] = []
}

extension Store {
    /// Returns the address as the disk spells it, which may use another Unicode form.
    func spelled(_ address: Address, kind: RecordKind) -> Address? {
        let path = kind == .folder ? "prompts/" + address.path : address.file(kind)
        guard path.utf8.contains(where: { $0 >= 0x80 }) else { return address }
        guard let found = directory.spelling(of: path) else { return nil }
        let name = found.utf8.dropFirst("prompts/".utf8.count)
        let ending = kind == .folder ? 0 : kind.fileEnding.utf8.count
        return Address(unchecked: String(Substring(name.dropLast(ending))))
    }

    /// Returns the address with its existing folders spelled as on the disk.
    func spelledFolder(of address: Address) -> Address {
        for folder in address.folder.outward where !folder.path.isEmpty {
            guard let found = spelled(folder, kind: .folder), (try? isThere("prompts/" + found.path)) == true
            else { continue }
            let rest = address.path.utf8.dropFirst(folder.path.utf8.count + 1)
            return found.appending(String(Substring(rest)))
        }
        return address
    }

    func isThere(_ path: String) throws(StoreError) -> Bool {
        try StoreError.folding { () throws(FileError) in try directory.entryType(path) != nil }
    }

    /// Returns the address that a person means by `text` as the destination of `source`: in the folder of
    /// that name if there is one or `text` ends in `/`, else that address. `/` is the library itself.
    ///
    /// - Throws: `address` if it is not a valid address.
    func destination(of source: Contents.File, _ text: String) throws(StoreError) -> Address {
        if text == "/" { return Address(unchecked: source.address.name) }
        let typed = try StoreError.folding { () throws(AddressError) in try Address(validating: text) }
        let folder = "prompts/" + (spelled(typed, kind: .folder) ?? typed).path
        if text.hasSuffix("/") || isFolder(folder) {
            return spelledFolder(of: typed.appending(source.address.name))
        }
        return spelledFolder(of: typed)
    }

    /// Returns true if a directory counts as a folder: an empty one does, one that contains only hidden
    /// leftovers of editors and systems does not, because `mv` and `rm` leave these behind.
    func isFolder(_ path: String) -> Bool {
        // The folder above is listed, because some systems find a name in any case.
        let parts = path.split(separator: "/")
        let above = (try? directory.entries(in: parts.dropLast().joined(separator: "/"))) ?? []
        guard let name = parts.last.map(String.init), above.contains(where: { $0.name == name }),
            let entries = try? directory.entries(in: path)
        else { return false }
        return entries.isEmpty || entries.contains { $0.name?.hasPrefix(".") == false }
    }

    /// Hidden files that people put into a folder on purpose, and that move with it.
    private static let keptHidden = [".gitkeep", ".keep", ".gitignore", ".gitattributes", ".editorconfig"]

    /// Returns every file in the folder at `path` (relative to the store) and below.
    ///
    /// - Throws: `refactoring` if it contains something that can't be moved: a link, a name that is not UTF-8, a
    ///   Git repository.
    func paths(below path: String, depth: Int = 0) throws(StoreError) -> [String] {
        guard depth <= FolderScan.Limits().depth + 1 else {
            throw .refactoring(.nested(path: path))
        }
        let entries = try StoreError.folding { () throws(FileError) in try directory.entries(in: path) }
        var found: [String] = []
        for entry in entries {
            guard let name = entry.name else {
                throw .refactoring(.immovable(path: "\(path)/\(entry.displayName)", .nameNotUTF8))
            }
            let inner = path + "/" + name
            switch entry.type {
            // In a submodule and in a linked work tree it is a file.
            case _ where name.lowercased() == ".git":
                throw .refactoring(.immovable(path: path, .repository))
            case .directory where name.hasPrefix("."): continue
            case .directory: found += try paths(below: inner, depth: depth + 1)
            case .file where !name.hasPrefix(".") || Store.keptHidden.contains(name): found.append(inner)
            case _ where name.hasPrefix("."): continue
            case let type: throw .refactoring(.immovable(path: inner, .type(type)))
            }
        }
        return found
    }

    /// Returns the files of a folder of the library.
    func files(in folder: Address, _ contents: Contents) throws(StoreError) -> FolderFiles {
        let records = Dictionary(
            contents.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let paths = try paths(below: "prompts/" + folder.path)
        guard Set(paths.map(Slug.foldingKey)).count == paths.count else {
            throw .refactoring(.sameNames(in: folder))
        }
        var files = FolderFiles()
        for path in paths {
            if let record = records[path] { files.records.append(record) } else { files.others.append(path) }
        }
        return files
    }

    /// Returns the source as it is spelled on the disk.
    ///
    /// - Throws: `notFound`.
    func present(_ source: Contents.File, in contents: Contents) throws(StoreError) -> Contents.File {
        let isThere =
            source.kind == .folder
            ? contents.folders.contains(source.address) : contents.files.contains(source)
        guard isThere, let address = spelled(source.address, kind: source.kind), !address.path.isEmpty else {
            let all =
                source.kind == .folder
                ? contents.folders.map(\.path)
                : contents.files.filter { $0.kind == source.kind }.map(\.address.path)
            throw .notFound(
                kind: source.kind.rawValue, address: source.address.path,
                near: Suggestion.nearest(to: source.address.path, among: all).map { [$0] } ?? [])
        }
        return Contents.File(address: address, kind: source.kind)
    }

    /// Returns the bytes of a file that is to be moved.
    func bytes(of path: String) throws(StoreError) -> [UInt8] {
        try StoreError.folding { () throws(FileError) in
            try directory.read(path, limit: Store.maxFileBytes + 1)
        }
    }
}

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
        let files = Parallel.map(count: locations.count) { [locations, records] in
            records.parse(locations[$0])
        }
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
        return ParsedFile(
            .init(name: address.file(kind), bytes: source.bytes), kind: kind, address: address, format: format
        )
    }
}

extension ParsedFile {
    /// Returns the file with `id` in place of its own; `nil` if it can't be written.
    func settingID(_ id: RecordID) -> ParsedFile? {
        guard let tree, tree.root?["id"] != nil else { return try? assigningID(id) }
        guard let edited = try? tree.applying(.set([.key("id")], .plain(id.description))) else { return nil }
        return ParsedFile(edited.source, kind: kind, address: address, format: format)
    }
}

extension Store {
    /// Refuses the change if a file could not be read, because that file may refer to a record that would be
    /// deleted or moved.
    func refuseOverlooked(by removal: Removal) throws(StoreError) {
        guard let first = directory.overlooked.all.first(where: { $0.path.hasPrefix("prompts") }) else {
            return
        }
        throw .refactoring(.overlooked(first, by: removal))
    }
}
