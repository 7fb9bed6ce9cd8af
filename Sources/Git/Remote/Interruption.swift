internal import CLibGit2

/// Work that must clean up if the user cancels it.
public enum Interruption {
    /// Runs `body`; during it the signals that end a program (INT, TERM, HUP) only set ``isRequested``.
    /// Transfers stop by themselves then; other long work must check it.
    ///
    /// - Throws: the error of `body`.
    public static func holding<Value, Failure: Error>(
        _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        clibgit2_signals_begin()
        defer { clibgit2_signals_end() }
        return try body()
    }

    /// True if the user has cancelled the work, within ``holding(_:)``.
    public static var isRequested: Bool { clibgit2_network_is_cancelled() != 0 }
}
