public import Diagnostics
public import PromptCore
internal import SafeFiles

/// What lies below `prompts/`, told by names alone.
public struct Contents: Sendable {
    /// A file of the library.
    public struct File: Sendable, Hashable {
        public let address: Address
        public let kind: RecordKind

        public init(address: Address, kind: RecordKind) {
            self.address = address
            self.kind = kind
        }

        /// Relative to the store.
        public var path: String { address.file(kind) }

        /// Whether other records can refer to it.
        var isShared: Bool { kind == .module || kind == .variable }
    }

    /// In the order of their paths.
    public var files: [File] = []
    /// Every folder, the library's own included; in the order of their paths.
    public var folders: [Address] = [.top]
    /// Names that can't be used, links, and files that look like a mistake.
    public var problems: [FileDiagnostics] = []
}

extension Store {
    /// Lists the library: every file's address and kind, and what is wrong with names.
    public func contents() -> Contents {
        let scan = FolderScan.scan(directory, under: "prompts")
        var contents = Contents()
        contents.files.reserveCapacity(scan.files.count)
        for file in scan.files {
            guard let kind = RecordKind(file.kind) else {
                let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
                if let stray = FileNames.stray(name) { contents.problems.append(problem(file.path, stray)) }
                continue
            }
            let (address, diagnostic) = FileNames.address(
                of: Self.belowLibrary(file.path), kind: kind)
            if let diagnostic { contents.problems.append(problem(file.path, diagnostic)) }
            if let address { contents.files.append(Contents.File(address: address, kind: kind)) }
        }
        for folder in scan.folders {
            contents.folders.append(Address(unchecked: Self.belowLibrary(folder)))
        }
        for found in scan.problems where !isMissingLibrary(found) && found.reason != .otherRepository {
            contents.problems.append(problem(found.path, PathMessage.diagnostic(for: found)))
        }
        return contents
    }

    /// A path of the store, from `prompts/` on.
    private static func belowLibrary(_ path: String) -> String {
        String(Substring(path.utf8.dropFirst("prompts/".utf8.count)))
    }

    private func problem(_ path: String, _ diagnostic: Diagnostic) -> FileDiagnostics {
        FileDiagnostics(source: SourceText(name: path, bytes: []), diagnostics: [diagnostic])
    }

    /// A store without prompts yet is no problem.
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

/// The words for what a scan or a read could not take.
enum PathMessage {
    static func diagnostic(for problem: ScanProblem) -> Diagnostic {
        switch problem.reason {
        case .otherRepository:
            Diagnostic(
                "PP510", .error, "this is a Git repository of its own, which is never read", at: nil,
                help: "move it out of the store, or make its prompts a layer")
        case .nameNotUTF8:
            Diagnostic("PP504", .error, "the name is not UTF-8", at: nil, help: "rename the file or folder")
        case .notRegular(let type):
            Diagnostic(
                "PP510", .error, "this is \(type), which is never followed or read", at: nil,
                help: "put a regular file or folder in its place")
        case .tooDeep(let limit):
            Diagnostic(
                "PP511", .error, "folders are nested more than \(limit) deep", at: nil, help: "move it up")
        case .tooMany(let limit):
            Diagnostic(
                "PP511", .error, "there are more than \(limit) files", at: nil,
                help: "look for what does not belong below `prompts/`")
        case .unreadable(let error): diagnostic(for: error)
        }
    }

    static func diagnostic(for error: FileError) -> Diagnostic {
        switch error {
        case .symbolicLink:
            Diagnostic(
                "PP510", .error, "this is a symbolic link, which is never followed", at: nil,
                help: "put a regular file or folder in its place")
        case .tooLarge(_, _, let limit):
            Diagnostic(
                "PP103", .error, "the file is larger than \((limit - 1) / 1024 / 1024) MiB", at: nil,
                help: "a prompt is text for a model: move what is not into a file of its own")
        default:
            Diagnostic(
                "PP512", .error, "the file can't be read: \(error.description)", at: nil,
                help: "see what it is and who may read it: `ls -ld` shows both")
        }
    }
}
