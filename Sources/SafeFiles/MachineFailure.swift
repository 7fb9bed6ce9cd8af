internal import Synchronization
internal import SystemPackage

/// Failures of the machine (the disk, memory, open files) that reading met in this process.
///
/// Listing and validating go on where one file can't be read, and say so. A change that rewrites references must
/// not: what it could not read, it would leave behind. So a transaction notes how many there were when it began, and
/// refuses to commit where there are more.
public enum MachineFailure {
    private struct State {
        var count = 0
        var last: FileError?
    }

    private static let state = Mutex(State())

    /// To be called for every failed call; passes over what says something about the files.
    static func note(_ error: FileError, _ code: Errno) {
        guard codes.contains(code) else { return }
        state.withLock { state in
            state.count += 1
            state.last = error
        }
    }

    /// How many there were so far.
    public static var count: Int { state.withLock { $0.count } }

    /// The last one, where there were more than `count`.
    public static func last(since count: Int) -> FileError? {
        state.withLock { $0.count > count ? $0.last : nil }
    }

    fileprivate static let codes: Set<Errno> = [
        .ioError, .noMemory, .tooManyOpenFiles, .tooManyOpenFilesInSystem, .interrupted, .noSpace,
    ]
}

extension FileError {
    /// Whether it tells of the machine, not of what is there.
    var isOfTheMachine: Bool {
        if case .system(_, _, let code) = self { MachineFailure.codes.contains(code) } else { false }
    }
}
