internal import Age
internal import PromptCore
internal import PromptStore
internal import SafeFiles
public import SystemPackage

/// The directory for data that belongs to a person and not to a store: `$XDG_DATA_HOME/promptpal`, or
/// `~/.local/share/promptpal` if that variable is not set. No other user may read it.
///
/// ```
/// identity            an age identity, as `age-keygen` writes one; or
/// identity.age        the same, sealed by a passphrase, and
/// identity.pub        its recipient
/// keys/<provider>/<nickname>.key.yaml
/// recipients/<hash>   the recipients that were accepted for a store
/// ```
public struct PersonalDirectory: Sendable {
    /// The absolute path of the directory.
    public let path: FilePath

    /// No directory, for a keyring that looks at a store's keys alone.
    static let none = PersonalDirectory(path: FilePath())

    private init(path: FilePath) { self.path = path }

    /// - Parameter environment: looks up an environment variable.
    /// - Throws: `noHome` if neither variable names a directory.
    public init(environment: (String) -> String?) throws(KeyringError) {
        func absolute(_ variable: String) -> FilePath? {
            guard let text = environment(variable), !text.isEmpty else { return nil }
            let path = FilePath(text)
            // By the XDG specification, a path that is not absolute is ignored.
            return path.isAbsolute ? path.lexicallyNormalized() : nil
        }
        guard let base = absolute("XDG_DATA_HOME") ?? absolute("HOME")?.pushing(".local/share") else {
            throw .noHome
        }
        path = base.pushing("promptpal")
    }

    /// Returns a file's bytes; `nil` if there is none.
    func read(_ relative: String, limit: Int = 1 << 20) throws(KeyringError) -> [UInt8]? {
        try KeyringError.folding { () throws(PrivateDirectory.Refusal) in
            try PrivateDirectory(opening: path, temporaries: .promptpal)?.read(relative, limit: limit)
        }
    }

    /// Returns the names in a folder; none if there is no such folder.
    func names(in relative: String) throws(KeyringError) -> [String] {
        try KeyringError.folding { () throws(PrivateDirectory.Refusal) in
            try PrivateDirectory(opening: path, temporaries: .promptpal)?.names(in: relative) ?? []
        }
    }

    func write(_ relative: String, bytes: [UInt8], before: [UInt8]?) throws(KeyringError) {
        try KeyringError.folding { () throws(PrivateDirectory.Refusal) in
            if let directory = try PrivateDirectory(opening: path, temporaries: .promptpal) {
                return try directory.write(relative, bytes: bytes, before: before)
            }
            let made = try PrivateDirectory(making: path, temporaries: .promptpal)
            // If the data directory is in a work tree, this makes `git add` skip it.
            if try made.read(".gitignore", limit: 1024) == nil {
                try made.write(".gitignore", bytes: Array("*\n".utf8), before: nil)
            }
            try made.write(relative, bytes: bytes, before: before)
        }
    }

    func shown(_ relative: String) -> String { path.pushing(FilePath(relative)).string }
}
