internal import Diagnostics
internal import PromptCore
public import SystemPackage

/// A store to make.
public struct InitialiseRequest: Sendable {
    /// The directory; made if it is missing, with its parents.
    public var path: FilePath
    /// The display name of the library; `nil` for no name.
    public var name: String?
    /// True to add a few prompts to try.
    public var hasExample: Bool
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
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

/// The result of ``Store/initialise(_:)``.
public struct InitialiseOutcome: Sendable {
    /// The repository, the commit and the skipped files.
    public let initialised: Initialised
    /// The number of files below `prompts/`.
    public let fileCount: Int
}

extension Store {
    /// Makes a store: its manifest, folders, schemas for editors and merge attributes, as one commit of the
    /// repository that contains the directory, or of a new one. Existing files stay unchanged, except
    /// `.gitattributes`, to which lines are added.
    ///
    /// - Throws: `alreadyAStore`, `file`, `repository`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public static func initialise(
        _ request: InitialiseRequest, in environment: StoreEnvironment
    ) throws(StoreError) -> InitialiseOutcome {
        let message = ChangeMessage("init", summary: request.name.map { "Make the store \($0)" } ?? "Make the store")
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
