public import GitRepo
internal import SafeFiles

/// What `push` did.
public struct Pushed: Sendable {
    /// `main of origin`
    public let name: String
    /// How many commits the other side did not have.
    public let commitCount: Int
    /// Where the branch is, on both sides now; `nil` where there is no version yet.
    public let commit: String?
    /// Whether the branch was not there before.
    public let isNew: Bool
    /// The reason why the push is not noted in this repository yet, in one sentence without a full stop, and what to do; `nil`
    /// if it is noted. The next `pull`, `push` or `sync` sees to it.
    public internal(set) var note: (message: String, help: String?)?
}

extension Store {
    /// Sends what was committed here to the other side of the branch, which only ever goes forward.
    ///
    /// - Throws: `refused` where it has changes that are not here.
    public func push(
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(StoreError) -> Pushed {
        let sharing = try SharingPlace(self)
        do throws(RemoteError) {
            return try sharing.push(progress)
        } catch {
            guard error.reason == .behind else { throw StoreError(error) }
            throw .refused(
                message: "\(sharing.name) has changes that you do not have yet, so it was left as it is",
                help: "`promptpal sync` takes them, merges yours with them, and sends both")
        }
    }
}

extension SharingPlace {
    /// - Throws: ``RemoteError``, with what this side says folded into it.
    func push(_ progress: @escaping @Sendable (TransferProgress) -> Void) throws(RemoteError) -> Pushed {
        let repository = place.repository
        func here<Value>(_ body: () throws(GitError) -> Value) throws(RemoteError) -> Value {
            do throws(GitError) { return try body() } catch {
                throw RemoteError(
                    .damaged, error.description, help: "`promptpal doctor` looks at the repository")
            }
        }
        guard let commit = try here({ () throws(GitError) in try repository.head().commit }) else {
            return Pushed(name: name, commitCount: 0, commit: nil, isNew: false)
        }
        let known = try here { () throws(GitError) in try repository.reference(upstream.tracking) }
        let address = try RemoteAddress(upstream.pushURL, from: repository.workDirectory)
        try repository.push(
            address, branch: head.reference, to: upstream.branch, settings.reaching(address, in: transfers),
            progress: progress)
        var pushed = try here { () throws(GitError) in
            let hidden =
                try known.map { known throws(GitError) in try repository.has(known) ? [known] : [] } ?? []
            return Pushed(
                name: name, commitCount: try repository.history(from: [commit], hiding: hidden).count,
                commit: commit.hex, isNew: known == nil)
        }
        // The other side has it: nothing that goes wrong here takes that back.
        do throws(StoreError) { try notePush(of: commit) } catch { pushed.note = SharingPlace.note(error) }
        return pushed
    }

    private static func note(_ error: StoreError) -> (message: String, help: String?) {
        let why: (String, String?) =
            switch error {
            case .repository(let message, let help), .refused(let message, let help): (message, help)
            case .file(let error): (error.description, nil)
            case .locked(let path, let owner):
                (
                    "another process is writing to \(path)\(owner.map { " (process \($0))" } ?? "")",
                    "wait for it to end"
                )
            default: ("\(error)", nil)
            }
        return ("it is sent, and that is not noted here yet: \(why.0)", why.1)
    }
}
