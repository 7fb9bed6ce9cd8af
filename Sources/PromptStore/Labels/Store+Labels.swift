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
    /// without one.
    private func gone(_ pins: [Labels.Pin]) -> [Diagnostic] {
        guard !pins.isEmpty, let glance = RepositoryGlance(containing: path.string) else { return [] }
        var presence = ObjectPresence(glance)
        return pins.compactMap { pin in
            guard let commit = ObjectID(hex: pin.commit), !presence.has(commit) else { return nil }
            return .lostLabelCommit(commit, of: pin)
        }
    }
}

extension VersionFinder {
    /// Returns the meaning of `name` as a label of the record at `address`; `nil` if it is not a label of the
    /// store.
    ///
    /// - Throws: `noVersion` if only other records have the label.
    func pin(_ name: String, of address: Address, kind: RecordKind?) throws(StoreError) -> Labels.Pin? {
        guard LabelName.problem(in: name) == nil else { return nil }
        let labels = try store.labels()
        guard labels.names.contains(name) else { return nil }
        if let id = try id(of: address, kind), let pin = labels.pin(name, id: id, address: address.path) {
            return pin
        }
        // A file that has lost its id, or was deleted, is found by the address in the label file.
        if let pin = labels.pin(name, id: nil, address: address.path), try self.id(of: address, kind) == nil {
            return pin
        }
        // It may be a branch or a tag with the name of a label of other records.
        if (try? gitRepository.resolve(name)) ?? nil != nil { return nil }
        throw .noVersion(
            message: "\(quoted(address.path)) has no label \(quoted(name))",
            help:
                "`promptpal label set \(ShellWord.quoted(address.path)) \(name)` gives it one; a tag or branch of that name is refs/tags/\(name) or refs/heads/\(name)"
        )
    }

    private func id(of address: Address, _ kind: RecordKind?) throws(StoreError) -> RecordID? {
        for kind in kind.map({ [$0] }) ?? RecordKind.addressable + [.folder] {
            guard let now = try store.workTreeFile(kind, at: address) else { continue }
            return now.recordID
        }
        return (try? history(of: address, kind: kind))?.id
    }

    /// Returns the commit of a label.
    func commit(of pin: Labels.Pin) throws(StoreError) -> Commit {
        if let id = ObjectID(hex: pin.commit), let commit = try? gitRepository.commit(id) { return commit }
        throw .noVersion(
            message:
                "the label \(quoted(pin.label)) is at commit \(pin.commit.prefix(7)), which is not in this repository",
            help: "`promptpal doctor` lists such labels; `promptpal label set` sets it anew")
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
