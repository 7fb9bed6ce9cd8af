internal import CLibGit2
internal import Glibc

/// A call of libgit2 that failed, with what the library said about it.
public struct GitError: Error, Sendable, Hashable {
    /// The function, by its C name: `git_repository_open`.
    public let call: String
    /// What it returned: one of `git_error_code`, negative (`GIT_ENOTFOUND` is -3).
    public let code: Int
    /// The part of the library it came from: one of `git_error_t`, 0 for none.
    public let category: Int
    /// The library's own words; a plain sentence where it had none.
    public let message: String

    /// A failure that libgit2 did not report itself.
    init(call: String, code: CInt = -1, message: String) {
        self.call = call
        self.code = Int(code)
        category = 0
        self.message = message
    }

    /// Reads the calling thread's last error. Only right directly after the call that
    /// failed: the next one may overwrite it.
    ///
    /// - Parameter reason: the error number of the system call that failed last; 0 for none. libgit2 often says
    ///   "object not found" where the disk refused to give it.
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

    /// Whether an error number tells of the machine, not of a name that is there or not.
    static func isOfTheSystem(_ code: CInt) -> Bool {
        [EIO, ENOSPC, EMFILE, ENFILE, EINTR, ENOMEM, EROFS, EDQUOT, EFBIG].contains(code)
    }
}

extension GitError: CustomStringConvertible {
    /// The message and the call, without a full stop: "… (git_repository_open)".
    public var description: String { "\(message) (\(call))" }
}

/// Runs one call of libgit2 and turns its failure into an error, in the same breath, so
/// that nothing comes between the call and its message.
///
/// - Parameters:
///   - call: the function's C name, for the message.
///   - body: makes the call and gives what it returned.
/// - Returns: what the call returned where that isn't negative; some calls count or answer with it.
@discardableResult
func check(_ call: StaticString, _ body: () -> CInt) throws(GitError) -> CInt {
    // An error left by an earlier call must not explain this one.
    git_error_clear()
    errno = 0
    let code = body()
    guard code < 0 else { return code }
    throw GitError(call: call.description, code: code, reason: errno)
}

extension GitError {
    /// A name in a commit that can be no file here.
    public static func unusablePath(_ name: String) -> GitError {
        GitError(
            call: "git_tree_entry_name", message: "a commit has a file named \(name), which can't be used")
    }
}
