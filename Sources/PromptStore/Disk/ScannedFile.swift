internal import PromptCore
public import PromptIndex

/// A regular file that a scan found below `prompts/`.
public struct ScannedFile: Sendable, Hashable {
    /// What a file is, by its name alone (the on-disk format, "A store").
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// `<slug>.prompt.yaml`
        case prompt
        /// `<slug>.module.yaml`
        case module
        /// `<slug>.variable.yaml`
        case variable
        /// `folder.yaml`
        case folder
        /// Any other name: not a file of the format.
        case other

        /// The kind of a file called `name` (its last path part, as UTF-8 bytes).
        init(name: some BidirectionalCollection<UInt8>) {
            self =
                if name.elementsEqual("folder.yaml".utf8) {
                    .folder
                } else if Kind.hasEnding(name, ".prompt.yaml") {
                    .prompt
                } else if Kind.hasEnding(name, ".module.yaml") {
                    .module
                } else if Kind.hasEnding(name, ".variable.yaml") {
                    .variable
                } else {
                    .other
                }
        }

        private static func hasEnding(
            _ name: some BidirectionalCollection<UInt8>, _ ending: StaticString
        ) -> Bool {
            guard name.count > ending.utf8CodeUnitCount else { return false }
            return ending.withUTF8Buffer { name.suffix($0.count).elementsEqual($0) }
        }
    }

    /// The path below the root of the store: `prompts/marketing/launch-email.prompt.yaml`.
    public let path: String
    public let kind: Kind
    /// The file's stamp where the scan was asked for stamps.
    public let stamp: FileStamp?
}

/// Something a scan passed over, or a limit it met. A scan never stops at the first.
public struct ScanProblem: Sendable, Hashable {
    /// Why it was passed over.
    public enum Reason: Sendable, Hashable {
        /// Neither a file nor a directory: a symbolic link, a pipe, a socket, a device.
        case notRegular(EntryType)
        /// The directory is the work tree of another repository, a submodule or a clone; it was not entered.
        case otherRepository
        /// The name is not UTF-8.
        case nameNotUTF8
        /// The directory has this many directories above it inside the scan; it was not entered.
        case tooDeep(limit: Int)
        /// The scan stopped at this many names.
        case tooMany(limit: Int)
        /// The directory or file could not be opened or listed.
        case unreadable(FileError)
    }

    /// The path below the root of the store; a part that is not UTF-8 has its bytes outside
    /// ASCII as `\xHH`.
    public let path: String
    public let reason: Reason
}

extension ScanProblem: CustomStringConvertible {
    /// The problem in plain words, without a full stop.
    public var description: String {
        switch reason {
        case .notRegular(.symbolicLink): "\(path): is a symbolic link, which is never followed"
        case .notRegular(let type): "\(path): is \(type), not a regular file"
        case .otherRepository: "\(path): is a Git repository of its own"
        case .nameNotUTF8: "\(path): the name is not UTF-8"
        case .tooDeep(let limit): "\(path): more than \(limit) folders deep"
        case .tooMany(let limit): "\(path): more than \(limit) files and folders"
        case .unreadable(let error): error.description
        }
    }
}
