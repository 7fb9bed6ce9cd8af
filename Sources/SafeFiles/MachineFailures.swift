internal import Synchronization
internal import SystemPackage

/// Failures of the machine (the disk, memory, open files) that reading met below one root.
///
/// Listing goes on if one file can't be read, and reports it. A change that depends on all files must
/// not: it would leave behind what it could not read. So it notes the count when it begins, and is refused if there are more
/// when it ends. Each root has its own, so that one user's disk error never refuses another's change.
public final class MachineFailures: Sendable {
    private struct State {
        var count = 0
        var last: FileError?
    }

    private let state = Mutex(State())

    /// None so far.
    public init() {}

    /// Counts an error of the machine; ignores errors that say something about the files.
    public func note(_ error: FileError) {
        guard error.isOfTheMachine else { return }
        state.withLock { state in
            state.count += 1
            state.last = error
        }
    }

    /// The number of failures so far.
    public var count: Int { state.withLock { $0.count } }

    /// Returns the last one; `nil` if there were not more than `count`.
    public func last(since count: Int) -> FileError? {
        state.withLock { $0.count > count ? $0.last : nil }
    }

    fileprivate static let codes: Set<Errno> = [
        .ioError, .noMemory, .tooManyOpenFiles, .tooManyOpenFilesInSystem, .interrupted, .noSpace,
    ]
}

extension FileError {
    /// True if it is about the machine, not about what is there.
    var isOfTheMachine: Bool {
        if case .system(_, _, let code) = self { MachineFailures.codes.contains(code) } else { false }
    }
}

extension SafeDirectory {
    /// Runs `body` and notes the error that it throws, if it is one of the machine.
    func noting<Value: ~Copyable>(
        _ body: () throws(FileError) -> Value
    ) throws(FileError) -> Value {
        do throws(FileError) { return try body() } catch {
            failures.note(error)
            throw error
        }
    }
}
