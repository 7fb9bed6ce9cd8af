internal import CLibGit2
internal import Glibc

/// A failed call of libgit2, with the library's message.
public struct GitError: Error, Sendable, Hashable {
    /// The function, by its C name: `git_repository_open`.
    public let call: String
    /// The result of the call: one of `git_error_code`, negative (`GIT_ENOTFOUND` is -3).
    public let code: Int
    /// The part of the library that failed: one of `git_error_t`, 0 for none.
    public let category: Int
    /// The library's message; a plain sentence if it had none.
    public let message: String

    /// Creates an error for a failure that libgit2 did not report itself.
    init(call: String, code: CInt = -1, message: String) {
        self.call = call
        self.code = Int(code)
        category = 0
        self.message = message
    }

    /// Reads the calling thread's last error. It is correct only directly after the failed call, because the
    /// next call may overwrite it.
    ///
    /// - Parameter reason: the error number of the last failed system call; 0 for none. libgit2 often reports
    ///   "object not found" if the disk returns an error.
    init(call: String, code: CInt, reason: CInt = 0) {
        self.call = call
        self.code = Int(code)
        let cause = GitError.isOfTheSystem(reason) ? String(cString: strerror(reason)) : nil
        guard let last = git_error_last(), let text = last.pointee.message else {
            category = 0
            message = "failed with code \(code)" + (cause.map { ": \($0)" } ?? "")
            return
        }
        category = Int(last.pointee.klass)
        let words = String(cString: text)
        if let cause, !words.contains(cause) {
            message = "\(words): \(cause)"
        } else {
            message = words
        }
    }

    /// True if an error number means a failure of the machine, not a missing or existing name.
    static func isOfTheSystem(_ code: CInt) -> Bool {
        [EIO, ENOSPC, EMFILE, ENFILE, EINTR, ENOMEM, EROFS, EDQUOT, EFBIG].contains(code)
    }
}

extension GitError {
    /// True if the object or reference does not exist.
    public var isNotFound: Bool { code == Int(GIT_ENOTFOUND.rawValue) }
    /// True if the directory belongs to another user.
    ///
    /// If no configuration has a `safe.directory` at all, libgit2 1.5 reports that setting as not found; opening
    /// a repository needs no other setting.
    public var isOwner: Bool {
        code == Int(GIT_EOWNER.rawValue)
            || call == "git_repository_open_ext" && isNotFound
                && category == Int(GIT_ERROR_CONFIG.rawValue)
    }
}

extension GitError: CustomStringConvertible {
    /// The message and the call, without a full stop: "… (git_repository_open)".
    public var description: String { "\(message) (\(call))" }
}

/// Runs one call of libgit2 and turns its failure into an error immediately, so that no other call can
/// replace its message.
///
/// - Parameters:
///   - call: the function's C name, for the message.
///   - body: makes the call and returns its result.
/// - Returns: The result of the call if it is not negative; for some calls it is a count or an answer.
/// - Throws: ``GitError`` if the result is negative.
@discardableResult
func check(_ call: StaticString, running body: () -> CInt) throws(GitError) -> CInt {
    // The error of an earlier call must not be reported for this one.
    git_error_clear()
    errno = 0
    let code = body()
    guard code < 0 else { return code }
    throw GitError(call: call.description, code: code, reason: errno)
}

extension GitError {
    /// Returns the error for a name in a commit that can't be a file name here.
    public static func unusablePath(_ name: String) -> GitError {
        GitError(
            call: "git_tree_entry_name", message: "a commit has a file named \(name), which can't be used")
    }
}
