internal import Git
internal import SafeFiles

extension StoreError {
    /// The branch moved after the commit for it was made.
    static let moved = StoreError.repository(
        message: "the branch moved meanwhile; nothing was written", help: "run the command again")

    var isMoved: Bool {
        if case .repository(let message, _) = self, case .repository(let known, _) = StoreError.moved {
            return message == known
        }
        return false
    }

    static func indexLocked(_ files: SafeDirectory) -> StoreError {
        .repository(
            message: "Git's index is locked (index.lock in its directory); nothing was written",
            help: "wait for the other Git command; if none is running, `promptpal doctor` says what to do")
    }

    /// - Parameter path: the path of the lock.
    static func referenceLocked(_ reference: String, path: String? = nil) -> StoreError {
        let lock = path ?? "\(reference).lock in the Git directory"
        return .repository(
            message: "\(reference) is locked by another Git command (\(lock)); nothing was written",
            help: "wait for the other Git command; if none is running, `promptpal doctor` says what to do")
    }
}
