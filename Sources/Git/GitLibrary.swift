internal import CLibGit2
internal import Synchronization

/// libgit2, initialized as long as a value of this class exists.
///
/// Initialization takes longer than reading and rendering a prompt. So only code that needs history creates a
/// value, and the library is shut down when the last value ends.
public final class GitLibrary: Sendable {
    /// Number of existing values. libgit2 has its own count; this one is for code that must know if the
    /// library is shut down, and it makes initialization and counting one step.
    private static let users = Mutex(0)

    /// Set last: if initialization fails, no value exists that would shut the library down.
    private let isAwake: Bool

    /// Initializes the library, or counts one more user of it.
    ///
    /// - Throws: ``GitError`` if the library can't be loaded or initialized.
    public init() throws(GitError) {
        let result: Result<Void, GitError> = GitLibrary.users.withLock { users in
            if let problem = clibgit2_load() {
                return .failure(GitError(call: "dlopen", message: String(cString: problem)))
            }
            // The result is also negative if the library can't initialize itself; it then sets a message as
            // other calls do.
            let code = clibgit2_init()
            guard code >= 0 else { return .failure(GitError(call: "git_libgit2_init", code: code)) }
            if GitLibrary.ignoresUserConfiguration.load(ordering: .relaxed) {
                // GIT_CONFIG_LEVEL_PROGRAMDATA to GIT_CONFIG_LEVEL_GLOBAL.
                for level in CInt(1)...4 { _ = clibgit2_set_search_path(level, "") }
            }
            users += 1
            return .success(())
        }
        try result.get()
        isAwake = true
    }

    deinit {
        GitLibrary.users.withLock { users in
            users -= 1
            git_libgit2_shutdown()
        }
    }

    private static let ignoresUserConfiguration = Atomic(false)
    private static let trustsObjects = Atomic(false)

    /// Makes libgit2 read no configuration of the user or the system, only that of a repository. For a
    /// program that works for several users; called once, before it opens a repository.
    public static func ignoreUserConfiguration() { ignoresUserConfiguration.store(true, ordering: .relaxed) }

    /// Lets ``withoutVerification(_:)`` leave out the verification. libgit2 has one switch for the process,
    /// so this is for a program that works for one user; called once.
    public static func trustObjects() { trustsObjects.store(true, ordering: .relaxed) }

    /// Number of calls of ``withoutVerification(_:)`` that are running.
    private static let unverified = Mutex(0)

    /// Runs `body` without the verification of objects: libgit2 does not compute the SHA-1 of each object
    /// that it reads. Git itself does not verify on reading either. It saves half the time of a walk through
    /// a long history. Use it only for output, never for data that is written. The library must be
    /// initialized. Other threads read without verification in the meantime too, so it has no effect unless
    /// the program called ``trustObjects()``.
    ///
    /// - Throws: the error of `body`.
    public static func withoutVerification<Value>(
        _ body: () throws(GitError) -> Value
    ) throws(GitError) -> Value {
        guard trustsObjects.load(ordering: .relaxed) else { return try body() }
        func enter(_ step: Int) {
            unverified.withLock { count in
                count += step
                _ = clibgit2_set_option(
                    CInt(bitPattern: GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION.rawValue), count > 0 ? 0 : 1)
            }
        }
        enter(1)
        defer { enter(-1) }
        return try body()
    }

    /// Number of existing values; 0 if the library is shut down.
    static var userCount: Int { users.withLock { $0 } }

    /// True if the shared library is loaded in this process. Once loaded, it stays loaded.
    public static var isLoaded: Bool { clibgit2_is_loaded() != 0 }

    /// The version of the library that this was compiled with and that is loaded: `1.5.1`.
    public static var version: String { LIBGIT2_VERSION }
}

/// An object of libgit2 that must be freed: a tree, a commit, a walk. It lives in one function and must not
/// leave this target.
struct Handle: ~Copyable {
    let pointer: OpaquePointer
    private let free: (OpaquePointer?) -> Void
    private let library: GitLibrary?

    /// Creates a handle with a call that returns the object in its first parameter.
    ///
    /// - Parameter library: kept until the object is freed; for an object that lives longer than the function
    ///   that makes it. libgit2 can't close the packs of a repository that is freed after the shutdown.
    init(
        _ call: StaticString, free: @escaping (OpaquePointer?) -> Void, in library: GitLibrary? = nil,
        making make: (UnsafeMutablePointer<OpaquePointer?>) -> CInt
    ) throws(GitError) {
        var made: OpaquePointer?
        try check(call) { make(&made) }
        guard let made else { throw GitError(call: call.description, message: "returned nothing") }
        pointer = made
        self.free = free
        self.library = library
    }

    deinit {
        free(pointer)
        withExtendedLifetime(library) {}
    }
}

extension Handle {
    static func tree(_ id: ObjectID, in repository: OpaquePointer) throws(GitError) -> Handle {
        var raw = id.raw
        return try Handle("git_tree_lookup", free: git_tree_free) { git_tree_lookup($0, repository, &raw) }
    }

    static func commit(_ id: ObjectID, in repository: OpaquePointer) throws(GitError) -> Handle {
        var raw = id.raw
        return try Handle("git_commit_lookup", free: git_commit_free) {
            git_commit_lookup($0, repository, &raw)
        }
    }
}

extension ObjectID {
    /// Converts libgit2's form.
    init(_ id: git_oid) {
        self = withUnsafeBytes(of: id) { bytes in bytes.baseAddress.map { ObjectID(reading: $0) } } ?? .zero
    }

    /// The id in libgit2's form.
    var raw: git_oid {
        var id = git_oid()
        withUnsafeMutableBytes(of: &id) { bytes in
            if let address = bytes.baseAddress { write(to: address) }
        }
        return id
    }
}
