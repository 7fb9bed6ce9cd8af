internal import Git
internal import PromptCore

/// The choice if the other side was rewritten, so that published commits are gone there.
public enum GoneChoice: Sendable, Hashable {
    /// Merge: the commits come back.
    case keep
    /// Follow the other side: the commits go here too, and only changes that were never published stay.
    case take
}

/// The other side's branch after it was moved to a commit that does not contain the one before.
struct RewrittenUpstream {
    private let repository: StoreRepository
    /// The other side's commit before.
    let known: ObjectID
    private let tip: ObjectID
    let gone: [GoneCommit]
    private var gitRepository: Repository { repository.gitRepository }

    /// Compares the known commit of the other side with its present one.
    ///
    /// - Returns: `nil` if the present one contains the known one.
    /// - Throws: ``GitError`` if the history can't be read.
    init?(_ repository: StoreRepository, known: ObjectID?, tip: ObjectID) throws(GitError) {
        let gitRepository = repository.gitRepository
        guard let known, known != tip, try gitRepository.has(known),
            try !gitRepository.isAncestor(known, of: tip)
        else { return nil }
        self.repository = repository
        self.known = known
        self.tip = tip
        var gone: [GoneCommit] = []
        for id in try gitRepository.history(from: [known], hiding: [tip]) {
            let commit = try gitRepository.commit(id)
            gone.append(
                GoneCommit(id: id.hex, summary: commit.summary, author: commit.author.person))
        }
        self.gone = gone
    }

    /// Returns the present commit, followed by the changes of `ours` that were never published: one commit
    /// for each, or a single one if there are merges among them; and the merge with its notes.
    ///
    /// - Throws: as ``VersionMerge/tree(base:ours:theirs:)``.
    func following(
        from ours: ObjectID, of store: Store, by person: Authorship, actor: String?
    ) throws(StoreError) -> (commit: ObjectID, merge: VersionMerge) {
        var merge = VersionMerge(repository, of: store)
        let own = try StoreError.folding { () throws(GitError) -> [Commit] in
            var commits: [Commit] = []
            for id in try gitRepository.history(from: [ours], hiding: [known, tip]).reversed() {
                commits.append(try gitRepository.commit(id))
            }
            return commits
        }
        var last = tip
        if own.allSatisfy({ $0.parents.count == 1 }) {
            for commit in own {
                let base = try tree(of: commit.parents[0])
                last = try add(
                    try merge.tree(base: base, ours: commit, theirs: try tree(of: last)), to: last,
                    author: commit.author, by: person, message: commit.message)
            }
        } else {
            let base = try StoreError.folding { () throws(GitError) in
                try gitRepository.mergeBases(of: ours, and: known).first
            }
            let message = ChangeMessage(
                "pull", summary: "Keep changes that were not published",
                body: own.map { "- \($0.id.short) \($0.summary)" }.joined(separator: "\n"))
            last = try add(
                try merge.tree(
                    base: try base.map { id throws(StoreError) in try tree(of: id) } ?? .emptyTree,
                    ours: try StoreError.folding { () throws(GitError) in try gitRepository.commit(ours) },
                    theirs: try tree(of: tip)),
                to: tip, author: person.author, by: person, message: message.text(actor: actor))
        }
        return (last, merge)
    }

    /// Returns a commit with this tree after another; that one if the tree is the same.
    private func add(
        _ tree: ObjectID, to last: ObjectID, author: Signature, by person: Authorship, message: String
    ) throws(StoreError) -> ObjectID {
        if try self.tree(of: last) == tree { return last }
        return try StoreError.folding { () throws(GitError) in
            try gitRepository.writeCommit(
                tree: tree, parents: [last], author: author, committer: person.committer, message: message)
        }
    }

    private func tree(of commit: ObjectID) throws(StoreError) -> ObjectID {
        try StoreError.folding { () throws(GitError) in try gitRepository.commit(commit).tree }
    }
}
