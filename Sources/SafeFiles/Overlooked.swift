internal import Synchronization

/// What could not be looked at in one directory: folders that may not be listed, files that may not be read or whose stamp
/// can't be had.
///
/// A reader goes on without them, and most answers are still of use; but what is missing from an answer must be said.
public final class Overlooked: Sendable {
    private struct State {
        var errors: [String: FileError] = [:]
    }

    private let state = Mutex(State())
    private let failures: MachineFailures

    init(failures: MachineFailures) { self.failures = failures }

    /// A folder that may be listed and not entered makes one for each file in it.
    private static let limit = 1_000

    /// Passes over what says something of the file, such as that it is gone, a link or too large.
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

    /// By path.
    public var all: [FileError] {
        state.withLock { state in
            state.errors.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
        }
    }
}
