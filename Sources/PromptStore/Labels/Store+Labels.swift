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
        let found =
            labels.diagnostics + gone(labels.pins) + outside(labels.pins).map { .labelOutsideHistory(of: $0) }
        return found.isEmpty ? [] : [FileDiagnostics(source: labels.source, diagnostics: found)]
    }

    /// Returns the labels of `labels.yaml` whose commits exist here and are not in the history of `HEAD`, so that another
    /// clone may not have them; none without a repository and in a shallow clone. Loads libgit2 if there are labels.
    public func labelsOutsideHistory() -> [Labels.Pin] {
        if usesLabelFiles { return [] }
        return outside((try? labels().pins) ?? [])
    }

    private func outside(_ pins: [Labels.Pin]) -> [Labels.Pin] {
        guard !pins.isEmpty, let glance = RepositoryGlance(containing: path.string), !glance.isShallow,
            let repository = try? repository().gitRepository, let head = try? repository.head().commit
        else { return [] }
        var known: [String: Bool] = [:]
        return pins.filter { pin in
            if let isOutside = known[pin.commit] { return isOutside }
            let isInside =
                ObjectID(hex: pin.commit).map { commit in
                    // Nothing is reported here about a commit that is missing.
                    (try? repository.has(commit)) != true
                        || (try? repository.isAncestor(commit, of: head)) != false
                } ?? true
            known[pin.commit] = !isInside
            return !isInside
        }
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
