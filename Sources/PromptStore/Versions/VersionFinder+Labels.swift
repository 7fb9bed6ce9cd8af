internal import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

extension VersionFinder {
    /// Returns the meaning of `name` as a label of the record at `address`; `nil` if it is not a label of the
    /// store.
    ///
    /// - Throws: `versions` if only other records have the label.
    func pin(_ name: String, of address: Address, kind: RecordKind?) throws(StoreError) -> Labels.Pin? {
        guard LabelName.problem(in: name) == nil else { return nil }
        if store.usesLabelFiles { return try notedPin(name, of: address, kind: kind) }
        let labels = try store.labels()
        guard labels.names.contains(name) else { return nil }
        if let id = try id(of: address, kind), let pin = labels.pin(name, id: id, address: address.path) {
            return pin
        }
        // A file that has lost its id, or was deleted, is found by the address in the label file.
        if let pin = labels.pin(name, id: nil, address: address.path), try self.id(of: address, kind) == nil {
            return pin
        }
        return try refuse(name, of: address)
    }

    /// Returns the commit that a label file notes, as a pin; `nil` if no record has the label.
    private func notedPin(
        _ name: String, of address: Address, kind: RecordKind?
    ) throws(StoreError) -> Labels.Pin? {
        guard let (_, file) = try store.labelFile(name, of: address, kind: kind) else {
            return store.labelPaths(of: name).isEmpty ? nil : try refuse(name, of: address)
        }
        guard let content = file.content, let commit = content.commit else {
            throw .versions(.labelWithoutCommit(name, of: address))
        }
        return Labels.Pin(
            label: name, id: content.id, address: content.address.path, commit: commit, commitRange: 0..<0)
    }

    /// Refuses a label that only other records have. It may be a branch or a tag of the same name.
    private func refuse(_ name: String, of address: Address) throws(StoreError) -> Labels.Pin? {
        if (try? gitRepository.resolve(name)) ?? nil != nil { return nil }
        throw .versions(.noLabel(name, of: address))
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
        if let id = ObjectID(hex: pin.commit),
            let glance = RepositoryGlance(containing: store.path.string)
        {
            var presence = ObjectPresence(glance)
            if !presence.has(id), presence.isForbidden {
                throw .versions(.labelCommitForbidden(label: pin.label, commit: pin.commit))
            }
        }
        throw .versions(.labelCommitMissing(label: pin.label, commit: pin.commit))
    }
}
