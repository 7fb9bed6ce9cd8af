internal import Git
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

/// The effect of a push on version numbers, found before anything is sent.
public struct Foretold: Sendable {
    /// The merge at the end of the branch whose first parent was not the other side's commit, and the commit
    /// with the same content that replaced it, each as 40 digits; `nil` if nothing was replaced.
    public let exchanged: (before: String, after: String)?
    /// Without `exchanged`, published versions that get another number by the push; with it, those that would
    /// have got one.
    public let published: [Renumbered]
    /// The versions that got another number in this clone, because the merge was replaced.
    public let renumbered: [Renumbered]
}

extension Store {
    /// Prepares a push: finds the published numbers that it would change. If the branch ends with an
    /// unpublished merge whose first parent is not the other side's line, that merge is made again with its
    /// parents exchanged.
    ///
    /// - Returns: `nil` if every published version keeps its number.
    /// - Throws: as ``begin(_:)``; `git` if the history can't be read.
    func foretell(_ branch: SharedBranch, options: WriteOptions) throws(StoreError) -> Foretold? {
        let gitRepository = branch.repository.gitRepository
        let known = try StoreError.folding { () throws(GitError) -> (head: Commit, tip: ObjectID)? in
            guard let head = branch.head.commit,
                let tip = try gitRepository.reference(branch.upstream.tracking), try gitRepository.has(tip),
                try gitRepository.isAncestor(tip, of: head),
                try !FirstParentLine(gitRepository).has(tip, from: head)
            else { return nil }
            return (try gitRepository.commit(head), tip)
        }
        guard let (head, tip) = known else { return nil }
        let parents = try StoreError.folding { () throws(GitError) in
            try ExchangedMerge.parents(of: head, tip: tip, in: gitRepository)
        }
        let published = try StoreError.folding { () throws(GitError) -> [Renumbered] in
            var renumbering = Renumbering(branch.repository)
            return try renumbering.changes(from: tip, to: head.id, published: [tip])
        }
        guard let parents else {
            return published.isEmpty
                ? nil : Foretold(exchanged: nil, published: published, renumbered: [])
        }
        let new = try exchange(head, to: parents, of: branch, options: options)
        let renumbered = try StoreError.folding { () throws(GitError) -> [Renumbered] in
            var renumbering = Renumbering(branch.repository)
            return try renumbering.changes(from: head.id, to: new, published: [tip])
        }
        return Foretold(
            exchanged: (head.id.hex, new.hex), published: published, renumbered: renumbered)
    }

    /// Makes a merge again with other parents, and moves the branch to it; no file changes.
    private func exchange(
        _ merge: Commit, to parents: [ObjectID], of branch: SharedBranch, options: WriteOptions
    ) throws(StoreError) -> ObjectID {
        let transaction = try begin(options)
        let gitRepository = branch.repository.gitRepository
        let head = try StoreError.folding { () throws(GitError) in try gitRepository.head() }
        guard head.reference == branch.head.reference, head.commit == merge.id else {
            throw .transaction(.moved)
        }
        let person = Identity.authorship(branch.repository)
        let commit = try StoreError.folding { () throws(GitError) in
            try gitRepository.writeCommit(
                tree: merge.tree, parents: parents, author: merge.author, committer: person.committer,
                message: merge.message)
        }
        let top = try StoreError.folding { () throws(FileError) in
            branch.repository.prefix.isEmpty
                ? directory
                : try SafeDirectory(
                    opening: FilePath(gitRepository.workDirectory), failures: directory.failures)
        }
        try transaction.publish(
            Draft(), commit: commit, head: head, log: "push: Exchange the parents of a merge", in: top,
            tracking: nil)
        return commit
    }
}

/// The merge with the parents in the order that keeps published numbers.
enum ExchangedMerge {
    /// Returns the parents with the first one first whose line has the other side's commit; `nil` if the
    /// commit is no merge, or no parent's line has it.
    static func parents(
        of merge: Commit, tip: ObjectID, in repository: Repository
    ) throws(GitError) -> [ObjectID]? {
        let line = FirstParentLine(repository)
        for (index, parent) in merge.parents.enumerated().dropFirst()
        where try line.has(tip, from: parent) {
            var others = merge.parents
            others.remove(at: index)
            return [parent] + others
        }
        return nil
    }
}
