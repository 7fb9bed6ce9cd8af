internal import Git

extension Publication {
    /// Writes blobs, trees and the commit. A concurrent `git gc` may remove a folder of objects that it has
    /// just emptied, or (`--prune=now`) unreferenced objects; then all objects are written once more.
    func objects(
        of entries: [Draft.Entry], on head: Head, _ source: Source, by person: Authorship
    ) throws(StoreError) -> (changes: [BlobChange], commit: ObjectID?) {
        var left = Publication.attempts
        while true {
            do throws(StoreError) {
                if entries.count < Publication.packed {
                    return try writtenObjects(of: entries, on: head, source, by: person)
                }
                return try repository.gitRepository.packing(
                    { () throws(StoreError) in
                        try writtenObjects(of: entries, on: head, source, by: person)
                    }, folding: { StoreError($0) })
            } catch {
                left -= 1
                guard left > 0, case .git = error else { throw error }
                Host.pause(milliseconds: 1)
            }
        }
    }

    /// From this number of files on, their objects become one pack, as Git does with fetched objects
    /// (`transfer.unpackLimit`).
    static let packed = 100

    private func writtenObjects(
        of entries: [Draft.Entry], on head: Head, _ source: Source, by person: Authorship
    ) throws(StoreError) -> (changes: [BlobChange], commit: ObjectID?) {
        let changes = try blobs(of: entries, on: head)
        switch source {
        case .message(let message):
            return (
                changes, try makeCommit(of: entries, changes: changes, on: head, message: message, by: person)
            )
        case .finished(let commit, let expected, _):
            guard head == expected else { throw .transaction(.moved) }
            return (changes, commit)
        }
    }

    private func blobs(of entries: [Draft.Entry], on head: Head) throws(StoreError) -> [BlobChange] {
        let tree = try StoreError.folding { () throws(GitError) in
            try head.commit.map { commit throws(GitError) in try repository.gitRepository.commit(commit).tree
            }
        }
        var changes = try StoreError.folding { () throws(GitError) in
            try repository.gitRepository.orderObjects(options.isSynced)
            let ends = LineEnds(repository, tree: tree)
            var changes: [BlobChange] = []
            for entry in entries {
                let after: ObjectID? =
                    if let bytes = entry.after { try repository.gitRepository.writeBlob(bytes) } else { nil }
                let before: ObjectID? =
                    if entry.before == entry.after {
                        after
                    } else if let bytes = entry.before {
                        try repository.gitRepository.blobID(of: bytes)
                    } else {
                        nil
                    }
                let stored = try ends.stored(entry).map { bytes throws(GitError) in
                    try repository.gitRepository.writeBlob(bytes)
                }
                var change = BlobChange(entry.path, before: before, after: after, stored: stored ?? after)
                if let version = entry.version { change.bring(version) }
                changes.append(change)
            }
            return changes
        }
        var modes = FileModes(repository: repository, directory: directory, tree: tree)
        for (index, entry) in entries.enumerated() { try modes.setMode(of: entry, in: &changes[index]) }
        return changes
    }

    /// Returns `nil` if the tree stays unchanged, because then there is no new version.
    private func makeCommit(
        of entries: [Draft.Entry], changes: [BlobChange], on head: Head, message: ChangeMessage,
        by person: Authorship
    ) throws(StoreError) -> ObjectID? {
        try StoreError.folding { () throws(GitError) -> ObjectID? in
            let gitRepository = repository.gitRepository
            let base: ObjectID? =
                if let commit = head.commit { try gitRepository.commit(commit).tree } else { nil }
            var wanted: [TreeChange] = []
            for change in changes {
                let path = repository.repositoryPath(change.path)
                guard let stored = change.stored else {
                    wanted.append(TreeChange(path, content: nil))
                    continue
                }
                wanted.append(TreeChange(path, content: TreeContent(mode: change.mode, id: stored)))
            }
            let tree = try gitRepository.writeTree(from: base, applying: wanted)
            if tree == base { return nil }
            var parents = head.commit.map { [$0] } ?? []
            if !message.savesEdits {
                let edits = try UnsavedEdits(of: entries, changes: changes, in: base, repository: repository)
                if let saved = try edits.commit(on: base, parents: parents, by: person, in: repository) {
                    parents = [saved]
                }
            }
            return try gitRepository.writeCommit(
                tree: tree, parents: parents, author: person.author, committer: person.committer,
                message: message.text(actor: repository.environment.user().actor))
        }
    }
}
