internal import CLibGit2

/// Work that is cleaned up when the user ends it.
public enum Interruption {
    /// Runs `body`, in which the signals that end a program (INT, TERM, HUP) only set ``isRequested``. Transfers end by
    /// themselves then; other long work asks.
    public static func holding<Value, Failure: Error>(
        _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        clibgit2_signals_begin()
        defer { clibgit2_signals_end() }
        return try body()
    }

    /// Whether the user asked for the end, within ``holding(_:)``.
    public static var isRequested: Bool { clibgit2_network_is_cancelled() != 0 }
}
