public import Diagnostics
public import PromptCore
internal import SafeFiles
internal import YAMLTree

/// The files below `prompts/`, by their names alone.
public struct Contents: Sendable {
    /// A file of the library.
    public struct File: Sendable, Hashable {
        /// The path below `prompts/` without the ending.
        public let address: Address
        /// The kind, by the file's ending.
        public let kind: RecordKind

        /// The file of this kind at an address, which need not exist.
        public init(address: Address, kind: RecordKind) {
            self.address = address
            self.kind = kind
        }

        /// The name that a person types for the file: its address, or `promptpal.yaml` for the manifest.
        public var shownAddress: String { kind == .manifest ? "promptpal.yaml" : address.shown }

        /// Relative to the store.
        public var path: String { address.file(kind) }

        /// True if other records can refer to it.
        var isShared: Bool { kind == .module || kind == .variable }
    }

    /// All files, sorted by path.
    public var files: [File] = []
    /// Every folder, including the library itself, sorted by path.
    public var folders: [Address] = [.top]
    /// Names that can't be used, links, and files that look like a mistake.
    public var problems: [FileDiagnostics] = []
}

extension Store {
    /// Lists the library: every file's address and kind, and the problems of names.
    public func contents() -> Contents {
        let scan = FolderScan.scan(directory, under: "prompts")
        var contents = Contents()
        contents.files.reserveCapacity(scan.files.count)
        for file in scan.files {
            guard let kind = RecordKind(file.kind) else {
                let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
                if let stray = FileNames.stray(name) {
                    contents.problems.append(problem(at: file.path, diagnostic: stray))
                }
                continue
            }
            let (address, diagnostic) = FileNames.address(
                of: Self.belowLibrary(file.path), kind: kind)
            if let diagnostic { contents.problems.append(problem(at: file.path, diagnostic: diagnostic)) }
            if let address { contents.files.append(Contents.File(address: address, kind: kind)) }
        }
        for folder in scan.folders {
            contents.folders.append(Address(unchecked: Self.belowLibrary(folder)))
        }
        for found in scan.problems where !isMissingLibrary(found) && found.reason != .otherRepository {
            contents.problems.append(problem(at: found.path, diagnostic: PathMessage.diagnostic(for: found)))
        }
        return contents
    }

    /// Returns a path of the store, starting with `prompts/`.
    private static func belowLibrary(_ path: String) -> String {
        String(Substring(path.utf8.dropFirst("prompts/".utf8.count)))
    }

    private func problem(at path: String, diagnostic: Diagnostic) -> FileDiagnostics {
        FileDiagnostics(source: SourceText(name: path, bytes: []), diagnostics: [diagnostic])
    }

    /// Returns true for a store that has no prompts yet, which is not a problem.
    private func isMissingLibrary(_ problem: ScanProblem) -> Bool {
        if case .unreadable(.notFound) = problem.reason { problem.path == "prompts" } else { false }
    }
}

extension RecordKind {
    init?(_ kind: ScannedFile.Kind) {
        switch kind {
        case .prompt: self = .prompt
        case .module: self = .module
        case .variable: self = .variable
        case .folder: self = .folder
        case .other: return nil
        }
    }
}

/// The messages for files that a scan or a read could not process.
enum PathMessage {
    static func diagnostic(for problem: ScanProblem) -> Diagnostic {
        switch problem.reason {
        case .otherRepository: .otherRepository
        case .nameNotUTF8: .nameNotUTF8
        case .notRegular(let type): .linkOrDevice(type.description)
        case .tooDeep(let limit): .tooManyFolders(depthLimit: limit)
        case .tooMany(let limit): .tooManyFolders(fileLimit: limit)
        case .unreadable(let error): diagnostic(for: error)
        }
    }

    static func diagnostic(for error: FileError) -> Diagnostic {
        switch error {
        case .symbolicLink: .symbolicLink
        case .tooLarge(_, _, let limit):
            .fileTooLarge(limitInMiB: (limit - 1) / 1024 / 1024)
        default:
            .unreadableFile(error.description)
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
