internal import Synchronization

/// What listings of one directory could not look at: folders that may not be listed, files whose stamp can't be had.
///
/// A listing goes on without them, and most answers are still of use; but what is missing from an answer must be said.
final class Overlooked: Sendable {
    private struct State {
        var errors: [String: FileError] = [:]
    }

    private let state = Mutex(State())

    /// A folder that may be listed and not entered makes one for each file in it.
    private static let limit = 1_000

    /// Passes over what tells only that nothing is there (any more), and links, which are never followed.
    func note(_ error: FileError) {
        switch error {
        case .notFound, .symbolicLink, .notDirectory: return
        default: break
        }
        state.withLock { state in
            guard state.errors.count < Self.limit else { return }
            state.errors[error.path] = error
        }
    }

    /// By path.
    var all: [FileError] {
        state.withLock { state in
            state.errors.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
        }
    }
}
