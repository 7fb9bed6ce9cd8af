internal import Synchronization
internal import SystemPackage

/// Failures of the machine (the disk, memory, open files) during reads below one root.
///
/// Listing continues if one file can't be read, and reports it. A change that depends on all files must not
/// continue, because it would not change the unread ones. Therefore it records the count when it begins, and
/// is refused if there are more failures when it ends. Each root has its own count, so that one user's disk
/// error never refuses another's change.
public final class MachineFailures: Sendable {
    private struct State {
        var count = 0
        var last: FileError?
    }

    private let state = Mutex(State())

    /// No failures so far.
    public init() {}

    /// Counts an error of the machine; errors that only describe the files are ignored.
    public func note(_ error: FileError) {
        guard error.isOfTheMachine else { return }
        state.withLock { state in
            state.count += 1
            state.last = error
        }
    }

    /// The number of failures so far.
    public var count: Int { state.withLock { $0.count } }

    /// Returns the last failure; `nil` if there are not more than `count`.
    public func last(since count: Int) -> FileError? {
        state.withLock { $0.count > count ? $0.last : nil }
    }

    fileprivate static let codes: Set<Errno> = [
        .ioError, .noMemory, .tooManyOpenFiles, .tooManyOpenFilesInSystem, .interrupted, .noSpace,
    ]
}

extension FileError {
    /// True if the error is one of the machine, not of the files.
    var isOfTheMachine: Bool {
        if case .system(_, _, let code) = self { MachineFailures.codes.contains(code) } else { false }
    }
}

extension SafeDirectory {
    /// Runs `body` and counts its error, if it is one of the machine.
    func noting<Value: ~Copyable>(
        _ body: () throws(FileError) -> Value
    ) throws(FileError) -> Value {
        do throws(FileError) { return try body() } catch {
            failures.note(error)
            throw error
        }
    }
}
