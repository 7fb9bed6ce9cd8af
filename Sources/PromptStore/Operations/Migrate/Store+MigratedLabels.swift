internal import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles

extension Store {
    /// Replaces `labels.yaml` by label files.
    func labelsAsFiles(in draft: inout Draft) throws(StoreError) -> MigratedLabels {
        var result = MigratedLabels()
        if let first = labelPaths().first {
            throw .migrate(.labelFileExists(path: first.path))
        }
        guard try isThere(Labels.file) else { return result }
        let labels = try labels()
        guard labels.diagnostics.isEmpty else {
            throw .invalid(
                DiagnosticReport(
                    fileCount: 1,
                    files: [FileDiagnostics(source: labels.source, diagnostics: labels.diagnostics)]))
        }
        let finder = try VersionFinder(self)
        let now = addresses(of: Set(labels.pins.map(\.id)))
        var names: [String: String] = [:]
        var taken: Set<String> = []
        for pin in labels.pins {
            let title = "\(now[pin.id]?.path ?? pin.address ?? pin.id.description)@\(pin.label)"
            let key = Slug.foldingKey(pin.label)
            if let problem = PathPart.problem(in: pin.label[...]) {
                result.fail(title, .folderName(problem))
                continue
            }
            if let twin = names[key], twin != pin.label {
                result.fail(title, .sameName(other: twin))
                continue
            }
            names[key] = pin.label
            do throws(StoreError) {
                guard let commit = finder.commit(of: pin) else {
                    result.fail(title, .commitMissing(pin.commit))
                    continue
                }
                guard let old = try finder.record(pin.id, in: commit, near: pin.address) else {
                    result.fail(title, .recordMissing(commit: pin.commit))
                    continue
                }
                if old.file.kind == .folder {
                    result.fail(title, .folder)
                    continue
                }
                let content = try content(of: old, id: pin.id)
                let address = now[pin.id] ?? content.address
                let path = LabelPath(label: pin.label, address: address, kind: content.kind)
                guard taken.insert(Slug.foldingKey(path.path)).inserted else {
                    result.fail(title, .taken(address))
                    continue
                }
                draft.create(path.path, with: Array(content.text(SHA256.hash).utf8))
                result.taken.append(title)
            } catch {
                switch error {
                case .invalid(let report):
                    guard let file = report.files.first, let first = file.diagnostics.first else {
                        throw error
                    }
                    result.fail(
                        title,
                        .invalidFile(path: file.source.name, code: first.code, message: first.message))
                case .label(let refusal): result.fail(title, .label(refusal))
                default: throw error
                }
            }
        }
        draft.remove(Labels.file, before: labels.source.bytes)
        return result
    }

    /// Replaces the label files by `labels.yaml`: the file of the commit before the migration, edited.
    func labelsAsList(in draft: inout Draft) throws(StoreError) -> MigratedLabels {
        var result = MigratedLabels()
        let finder = try VersionFinder(self)
        let old = try StoreError.folding { () throws(GitError) in try finder.lastLabelList() }
        var labels = Labels(SourceText(name: Labels.file, bytes: old ?? []))
        if !labels.diagnostics.isEmpty { labels = Labels(SourceText(name: Labels.file, bytes: [])) }
        var wanted: [Labels.Pin] = []
        for path in labelPaths() {
            let title = "\(path.address.path)@\(path.label)"
            guard let file = try labelFile(at: path) else { continue }
            draft.remove(path.path, before: file.source.bytes)
            guard file.isWhole, let content = file.content else {
                result.fail(title, .unreadable)
                continue
            }
            guard let commit = try finder.commit(with: content) else {
                result.fail(title, .noCommit)
                continue
            }
            wanted.append(
                Labels.Pin(
                    label: path.label, id: content.id, address: path.address.path, commit: commit.hex,
                    commitRange: 0..<0))
            result.taken.append(title)
        }
        let bytes = try list(labels, with: wanted).source.bytes
        if !bytes.isEmpty {
            if try isThere(Labels.file) {
                draft.replace(Labels.file, with: bytes, before: try self.bytes(of: Labels.file))
            } else {
                draft.create(Labels.file, with: bytes)
            }
        }
        return result
    }

    /// Returns the labels with exactly these pins. A pin with the right commit stays as it is.
    private func list(_ labels: Labels, with wanted: [Labels.Pin]) throws(StoreError) -> Labels {
        var labels = labels
        do throws(AssignmentError) {
            for pin in labels.pins where !wanted.contains(where: { $0.label == pin.label && $0.id == pin.id })
            {
                labels = Labels(try labels.removing(pin.label, id: pin.id))
            }
            for pin in wanted where labels.pin(pin.label, id: pin.id, address: "")?.commit != pin.commit {
                labels = Labels(
                    try labels.setting(
                        pin.label, id: pin.id, address: pin.address ?? "", commit: pin.commit))
            }
        } catch {
            throw .migrate(.labelList(error))
        }
        return labels
    }
}

extension VersionFinder {
    /// Returns the commit of a pin; `nil` if the repository does not have it.
    fileprivate func commit(of pin: Labels.Pin) -> Commit? {
        ObjectID(hex: pin.commit).flatMap { try? gitRepository.commit($0) }
    }

    /// Returns the record with an id in a commit; `nil` if the commit does not have it.
    ///
    /// - Parameter address: where it is looked for first, and if it had no id then.
    /// - Throws: `git`.
    fileprivate func record(
        _ id: RecordID, in commit: Commit, near address: String?
    ) throws(StoreError) -> VersionedRecord? {
        let library = try library(at: commit)
        let address = address.flatMap { try? Address(validating: $0) }
        var nameless: ParsedFile?
        for kind in RecordKind.addressable + [.folder] {
            guard let address, let file = library.file(kind, at: address) else { continue }
            if file.recordID == id {
                return VersionedRecord(file: file, library: library, commit: commit, id: id)
            }
            if file.recordID == nil, nameless == nil { nameless = file }
        }
        let location = try StoreError.folding { () throws(GitError) in
            var locator = HistoryLocator(repository)
            return try locator.search(id, in: commit.tree)
        }
        if let location, let found = RecordKind.record(at: location.path),
            let file = library.file(found.kind, at: found.address)
        {
            return VersionedRecord(file: file, library: library, commit: commit, id: id)
        }
        return nameless.map { VersionedRecord(file: $0, library: library, commit: commit, id: id) }
    }

    /// Returns the newest `labels.yaml` of the history; `nil` if there is none.
    fileprivate func lastLabelList() throws(GitError) -> [UInt8]? {
        guard let head = try gitRepository.head().commit else { return nil }
        for id in try gitRepository.history(from: [head]) {
            guard try gitRepository.has(id) else { continue }
            let tree = try gitRepository.commit(id).tree
            let entry = try gitRepository.entry(repository.repositoryPath(Labels.file), in: tree)
            guard let entry, entry.mode.isFile else { continue }
            return try gitRepository.blob(entry.id, limit: Store.maxFileBytes)
        }
        return nil
    }

    /// Returns the commit that a label notes if it has the copied files, else the newest that has them; `nil`
    /// if none has.
    fileprivate func commit(with content: LabelContent) throws(StoreError) -> ObjectID? {
        if let noted = content.commit.flatMap({ ObjectID(hex: $0) }), try has(content, in: noted) {
            return noted
        }
        let all = try StoreError.folding { () throws(GitError) -> [ObjectID] in
            guard let head = try gitRepository.head().commit else { return [] }
            return try gitRepository.history(from: [head])
        }
        var seen: Set<ObjectID> = []
        for id in all {
            let folder = try StoreError.folding { () throws(GitError) -> ObjectID? in
                guard try gitRepository.has(id) else { return nil }
                let tree = try gitRepository.commit(id).tree
                return try gitRepository.entry(repository.repositoryPath("prompts"), in: tree)?.id
            }
            guard let folder, seen.insert(folder).inserted, try has(content, in: id) else { continue }
            return id
        }
        return nil
    }

    private func has(_ content: LabelContent, in id: ObjectID) throws(StoreError) -> Bool {
        guard let commit = try? gitRepository.commit(id),
            let old = try record(content.id, in: commit, near: content.address.path),
            old.file.kind == content.kind,
            let copy = try? store.content(of: old, id: content.id)
        else { return false }
        return copy.files == content.files
    }
}
