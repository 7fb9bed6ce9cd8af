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
                return try place.repository.packing(
                    { () throws(StoreError) in
                        try writtenObjects(of: entries, on: head, source, by: person)
                    }, folding: { StoreError($0) })
            } catch {
                left -= 1
                guard left > 0, case .repository = error, !error.isMoved else { throw error }
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
            return (changes, try makeCommit(entries, changes, on: head, message, by: person))
        case .finished(let commit, let expected, _):
            guard head == expected else { throw StoreError.moved }
            return (changes, commit)
        }
    }

    private func blobs(of entries: [Draft.Entry], on head: Head) throws(StoreError) -> [BlobChange] {
        let tree = try git { () throws(GitError) in
            try head.commit.map { commit throws(GitError) in try place.repository.commit(commit).tree }
        }
        var changes = try git { () throws(GitError) in
            try place.repository.orderObjects(options.isSynced)
            let ends = LineEnds(place, tree: tree)
            var changes: [BlobChange] = []
            for entry in entries {
                let after: ObjectID? =
                    if let bytes = entry.after { try place.repository.writeBlob(bytes) } else { nil }
                let before: ObjectID? =
                    if entry.before == entry.after {
                        after
                    } else if let bytes = entry.before {
                        try place.repository.blobID(of: bytes)
                    } else {
                        nil
                    }
                let stored = try ends.stored(entry).map { bytes throws(GitError) in
                    try place.repository.writeBlob(bytes)
                }
                var change = BlobChange(entry.path, before: before, after: after, stored: stored ?? after)
                if let version = entry.version { change.bring(version) }
                changes.append(change)
            }
            return changes
        }
        var modes = FileModes(place, directory, tree: tree)
        for (index, entry) in entries.enumerated() { try modes.settle(entry, &changes[index]) }
        return changes
    }

    /// Returns `nil` if the tree stays unchanged, because then there is no new version.
    private func makeCommit(
        _ entries: [Draft.Entry], _ changes: [BlobChange], on head: Head, _ message: ChangeMessage,
        by person: Authorship
    ) throws(StoreError) -> ObjectID? {
        try git { () throws(GitError) -> ObjectID? in
            let repository = place.repository
            let base: ObjectID? =
                if let commit = head.commit { try repository.commit(commit).tree } else { nil }
            var wanted: [TreeChange] = []
            for change in changes {
                let path = place.repositoryPath(change.path)
                guard let stored = change.stored else {
                    wanted.append(TreeChange(path, nil))
                    continue
                }
                wanted.append(TreeChange(path, TreeContent(mode: change.mode, id: stored)))
            }
            let tree = try repository.writeTree(base, wanted)
            if tree == base { return nil }
            var parents = head.commit.map { [$0] } ?? []
            if !message.savesEdits {
                let edits = try UnsavedEdits(entries, changes, in: base, place)
                if let saved = try edits.commit(on: base, parents, by: person, place) { parents = [saved] }
            }
            return try repository.writeCommit(
                tree: tree, parents: parents, author: person.author, committer: person.committer,
                message: message.text(actor: place.environment.user().actor))
        }
    }
}
