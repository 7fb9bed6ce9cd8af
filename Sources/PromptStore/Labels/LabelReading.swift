internal import Diagnostics
internal import GitRepo
public import PromptCore
internal import PromptIndex
internal import SafeFiles
internal import SystemPackage

extension Store {
    /// What `labels.yaml` of the work tree says; no labels where there is no such file. Wakes no Git.
    ///
    /// - Throws: `file` where it is there and can't be read.
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

    /// What is wrong with the labels, commits that are gone included.
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

    /// Nothing is gone where there is no repository to look in: prompts can be used without one.
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
    /// What `name` means as a label of the record at `address`; `nil` where it is no label of the store.
    ///
    /// - Throws: `noVersion` where the label is one of other records only.
    func pin(_ name: String, of address: Address, _ kind: RecordKind?) throws(StoreError) -> Labels.Pin? {
        guard LabelName.problem(in: name) == nil else { return nil }
        let labels = try store.labels()
        guard labels.names.contains(name) else { return nil }
        if let id = try id(of: address, kind), let pin = labels.pin(name, id: id, address: address.path) {
            return pin
        }
        // A file that has lost its id, or is gone, is told by what the label says of it.
        if let pin = labels.pin(name, id: nil, address: address.path), try self.id(of: address, kind) == nil {
            return pin
        }
        // It may be a branch or a tag that other records have a label of the same name beside.
        if (try? repository.resolve(name)) ?? nil != nil { return nil }
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
        return (try? history(of: address, kind))?.id
    }

    /// The commit that a label is at.
    func commit(of pin: Labels.Pin) throws(StoreError) -> Commit {
        if let id = ObjectID(hex: pin.commit), let commit = try? repository.commit(id) { return commit }
        throw .noVersion(
            message:
                "the label \(quoted(pin.label)) is at commit \(pin.commit.prefix(7)), which is not in this repository",
            help: "`promptpal doctor` lists such labels; `promptpal label set` sets it anew")
    }
}

extension Store {
    /// Where the records with these ids are in the work tree; those that are nowhere are left out.
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
