internal import PromptCore
internal import SafeFiles

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
        do {
            return try directory.entryType(path) != nil
        } catch {
            throw .file(error)
        }
    }

    /// Returns the address that a person means by `text` as the destination of `source`: in the folder of
    /// that name if there is one or `text` ends in `/`, else that address. `/` is the library itself.
    ///
    /// - Throws: `address` if it is not a valid address.
    func destination(of source: Contents.File, _ text: String) throws(StoreError) -> Address {
        if text == "/" { return Address(unchecked: source.address.name) }
        let typed: Address
        do {
            typed = try Address(validating: text)
        } catch {
            throw .address(error)
        }
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
    /// - Throws: `refused` if it contains something that can't be moved: a link, a name that is not UTF-8, a
    ///   Git repository.
    func paths(below path: String, depth: Int = 0) throws(StoreError) -> [String] {
        guard depth <= FolderScan.Limits().depth + 1 else {
            throw .refused(message: "folders in \(path) are nested too deep", help: nil)
        }
        let entries: [DirectoryEntry]
        do {
            entries = try directory.entries(in: path)
        } catch {
            throw .file(error)
        }
        var found: [String] = []
        for entry in entries {
            guard let name = entry.name else {
                throw Store.immovable("\(path)/\(entry.displayName)", because: "has a name that is not UTF-8")
            }
            let inner = path + "/" + name
            switch entry.type {
            // In a submodule and in a linked work tree it is a file.
            case _ where name.lowercased() == ".git":
                throw Store.immovable(path, because: "is a Git repository of its own")
            case .directory where name.hasPrefix("."): continue
            case .directory: found += try paths(below: inner, depth: depth + 1)
            case .file where !name.hasPrefix(".") || Store.keptHidden.contains(name): found.append(inner)
            case _ where name.hasPrefix("."): continue
            case let type: throw Store.immovable(inner, because: "is \(type), which is never followed or read")
            }
        }
        return found
    }

    private static func immovable(_ path: String, because why: String) -> StoreError {
        .refused(message: "\(path) \(why)", help: "see to it by hand first")
    }

    /// Returns the files of a folder of the library.
    func files(in folder: Address, _ contents: Contents) throws(StoreError) -> FolderFiles {
        let records = Dictionary(
            contents.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let paths = try paths(below: "prompts/" + folder.path)
        guard Set(paths.map(Slug.foldingKey)).count == paths.count else {
            throw .refused(
                message:
                    "the folder \(quoted(folder.path)) holds files whose names are the same on many systems",
                help: "`promptpal validate` names them: rename one first")
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
        do {
            return try directory.read(path, limit: Store.maxFileBytes + 1)
        } catch {
            throw .file(error)
        }
    }
}

extension Address {
    /// Returns the same address below another folder: `a/b/x` from `a` to `c` is `c/b/x`.
    func moved(from folder: Address, to other: Address) -> Address {
        let rest = folder.path.isEmpty ? path.utf8[...] : path.utf8.dropFirst(folder.path.utf8.count + 1)
        return rest.isEmpty ? other : other.appending(String(Substring(rest)))
    }

    /// Returns true if the address is in `folder` or deeper.
    func isBelow(_ folder: Address) -> Bool { self != folder && outward.contains(folder) }
}
