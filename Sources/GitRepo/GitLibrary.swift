internal import CLibGit2
internal import Synchronization

/// libgit2, awake as long as a value of this class lives.
///
/// Waking it costs more than reading and rendering a prompt, so it is woken only by what
/// needs history, and asleep again when the last value ends.
public final class GitLibrary: Sendable {
    /// How many values live. libgit2 counts too; this count is for those who must know that
    /// it sleeps, and it makes waking and counting one step.
    private static let users = Mutex(0)

    /// Set last: where waking fails there is no value yet, and so nothing that would put the library to sleep.
    private let isAwake: Bool

    /// Wakes the library, or counts one more user of it.
    public init() throws(GitError) {
        let result: Result<Void, GitError> = GitLibrary.users.withLock { users in
            if let problem = clibgit2_load() {
                return .failure(GitError(call: "dlopen", message: String(cString: problem)))
            }
            // Also negative where the library can't set itself up, with a message as any call.
            let code = clibgit2_init()
            guard code >= 0 else { return .failure(GitError(call: "git_libgit2_init", code: code)) }
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

    /// How many are in ``withoutVerification(_:)`` now.
    private static let unverified = Mutex(0)

    /// Runs `body`, in which objects are taken as they are read: libgit2 computes no SHA-1 of each, as Git itself does not
    /// where it reads, which is half the time of a walk through a long history. For what is only shown, never for what is
    /// written. A library must be awake; other threads read the same way meanwhile.
    public static func withoutVerification<Value>(
        _ body: () throws(GitError) -> Value
    ) throws(GitError) -> Value {
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

    /// How many values live now; 0 means that the library is asleep.
    static var userCount: Int { users.withLock { $0 } }

    /// Whether the shared library is in this process at all. It stays there once it was needed.
    public static var isLoaded: Bool { clibgit2_is_loaded() != 0 }

    /// The version of the library whose headers this was compiled with, and which is loaded: `1.5.1`.
    public static var version: String { LIBGIT2_VERSION }
}
