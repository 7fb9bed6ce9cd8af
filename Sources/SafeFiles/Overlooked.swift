internal import Synchronization

/// Entries of a directory that could not be read: folders without permission to list them, files without
/// permission to read them or without a stamp.
///
/// A reader continues without them, and most results are still useful; but the gaps must be reported.
public final class Overlooked: Sendable {
    private struct State {
        var errors: [String: FileError] = [:]
    }

    private let state = Mutex(State())
    private let failures: MachineFailures

    init(failures: MachineFailures) { self.failures = failures }

    /// The largest number of errors that are kept: a folder that can be listed but not entered causes one for
    /// each file.
    private static let limit = 1_000

    /// Records an error; errors that only describe the file, such as a deleted file, a link or a file that is
    /// too large, are ignored.
    public func note(_ error: FileError) {
        switch error {
        case .permissionDenied, .system: break
        default: return
        }
        failures.note(error)
        state.withLock { state in
            guard state.errors.count < Self.limit else { return }
            state.errors[error.path] = error
        }
    }

    /// All errors, sorted by path.
    public var all: [FileError] {
        state.withLock { state in
            state.errors.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
        }
    }
}
