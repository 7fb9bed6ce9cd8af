internal import Diagnostics
internal import PromptCore
public import SystemPackage

/// A store that is to be made.
public struct InitialiseRequest: Sendable {
    /// The directory; made if it is missing, with what is missing above it.
    public var path: FilePath
    /// What people call the library; `nil` for no name.
    public var name: String?
    /// Whether a few prompts to try are put in.
    public var hasExample: Bool
    public var write: WriteOptions

    public init(
        at path: FilePath, name: String? = nil, hasExample: Bool = false,
        write: WriteOptions = WriteOptions()
    ) {
        self.path = path
        self.name = name
        self.hasExample = hasExample
        self.write = write
    }
}

/// What ``Store/initialise(_:)`` did.
public struct InitialiseOutcome: Sendable {
    public let initialised: Initialised
    /// How many files there are below `prompts/`.
    public let fileCount: Int
}

extension Store {
    /// Makes a store: its manifest, folders, schemas for editors and merge attributes, as one commit of the repository that
    /// holds the directory, or of a new one. Files that are there already stay as they are, except for `.gitattributes`, which
    /// gets lines.
    ///
    /// - Throws: `alreadyAStore`, `file`, `repository`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public static func initialise(
        _ request: InitialiseRequest, in environment: StoreEnvironment
    ) throws(StoreError) -> InitialiseOutcome {
        let message = ChangeMessage("init", request.name.map { "Make the store \($0)" } ?? "Make the store")
        let made = try initialise(
            request.path,
            files: { author in
                StarterFiles(
                    name: request.name, hasExample: request.hasExample, now: environment.clock.text,
                    author: author,
                    newID: environment.ids.next
                ).files
            }, message: message, options: request.write, in: environment)
        let report = try Store(opening: request.path, in: environment).validate()
        return InitialiseOutcome(initialised: made, fileCount: report.fileCount - 1)
    }
}
