internal import Diagnostics
internal import Git
public import PromptCore
internal import PromptIndex
internal import SafeFiles
internal import SystemPackage

extension Store {
    /// Returns the content of `labels.yaml` in the work tree; no labels if there is no such file. Does not
    /// load libgit2.
    ///
    /// - Throws: `file` if the file exists but can't be read.
    public func labels() throws(StoreError) -> Labels {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try directory.read(Labels.file, limit: Store.maxFileBytes + 1)
        } catch {
            guard case .notFound = error else { throw .file(error) }
            return Labels(SourceText(name: Labels.file, bytes: []))
        }
        return Labels(SourceText(name: Labels.file, bytes: bytes))
    }

    /// Returns the problems of the labels, including missing commits.
    func labelProblems() -> [FileDiagnostics] {
        if usesLabelFiles { return labelFileProblems() }
        let labels: Labels
        do throws(StoreError) { labels = try self.labels() } catch {
            guard case .file(let reason) = error else { return [] }
            let source = SourceText(name: Labels.file, bytes: [])
            let blocked = Diagnostic.unreadableLabels("\(reason)")
            return [FileDiagnostics(source: source, diagnostics: [blocked])]
        }
        let found = labels.diagnostics + gone(labels.pins)
        return found.isEmpty ? [] : [FileDiagnostics(source: labels.source, diagnostics: found)]
    }

    /// Finds labels with missing commits. Without a repository there are none, because prompts can be used
    /// without one. In a shallow clone, a commit may be beyond the horizon.
    private func gone(_ pins: [Labels.Pin]) -> [Diagnostic] {
        guard !pins.isEmpty, let glance = RepositoryGlance(containing: path.string) else { return [] }
        var presence = ObjectPresence(glance)
        let isShallow = glance.isShallow
        let found = pins.compactMap { pin -> Diagnostic? in
            guard let commit = ObjectID(hex: pin.commit), !presence.has(commit) else { return nil }
            return isShallow
                ? .labelBeyondHorizon(commit, of: pin) : .lostLabelCommit(commit, of: pin)
        }
        if found.isEmpty || !presence.isForbidden { return found }
        // Nothing is known about commits that can't be read.
        return [.unreadableObjects]
    }
}

extension Store {
    /// Returns the addresses of the records with these ids in the work tree; missing records are left out.
    public func addresses(of ids: Set<RecordID>) -> [RecordID: Address] {
        if ids.isEmpty { return [:] }
        let libraryIndex = libraryIndex(SegmentSection.listing.union([.ids])).libraryIndex
        var found: [RecordID: Address] = [:]
        for id in ids {
            if let record = libraryIndex.record(id) { found[id] = libraryIndex[record].address }
        }
        return found
    }
}
