internal import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles

/// Checks the records: missing or duplicate ids, names that are the same file on many systems, references to
/// nothing.
struct DoctorRecords {
    private(set) var findings: [DoctorFinding] = []
    /// Files that need a new id, with their bytes.
    private var wanting: [ParsedFile] = []
    /// The ids that ``repair(_:)`` assigns, in the same order.
    let givenIDs: [RecordID]

    /// - Parameters:
    ///   - repository: `nil` if there is none.
    ///   - changed: paths with unsaved edits. `save` assigns their ids, because a repair would make a version
    ///     of unfinished edits.
    init(_ store: Store, in repository: StoreRepository?, changed: Set<String>) {
        let report = store.validate()
        var shared: Set<RecordID> = []
        var others = 0
        var missing = 0
        for file in report.files {
            let path = file.source.name
            for diagnostic in file.diagnostics {
                if diagnostic.breaks(.missingID) {
                    missing += 1
                    if !changed.contains(path) { wanting += DoctorRecords.parse(path, in: store) }
                } else if diagnostic.breaks(.duplicateIDs) {
                    if let id = DoctorRecords.parse(path, in: store).first?.record?.header.id?.value {
                        shared.insert(id)
                    }
                } else if let finding = DoctorRecords.finding(of: diagnostic, in: path) {
                    findings.append(finding)
                } else if diagnostic.severity == .error {
                    others += 1
                }
            }
        }
        for (file, id, owner) in DoctorCopies(of: shared, in: store, history: repository).copies {
            let isOpen = changed.contains(file.path)
            findings.append(
                DoctorFinding(
                    .duplicateID, severity: .problem, message: "it has the id \(id) of \(owner)",
                    path: file.path,
                    help: isOpen ? "`promptpal save` gives the copy an id of its own" : nil,
                    repair: isOpen ? nil : "gives it an id of its own"))
            if !isOpen { wanting += DoctorRecords.parse(file.path, in: store) }
        }
        if missing > 0 {
            let open = missing - wanting.count { $0.record?.header.id == nil }
            findings.append(
                DoctorFinding(
                    .missingID, severity: .note,
                    message: "\(counted(missing, one: "record")) \(missing == 1 ? "has" : "have") no id yet",
                    help: open > 0 ? "`promptpal save` gives one to those with edits" : nil,
                    repair: open < missing ? "gives them ids, in one commit" : nil))
        }
        if others > 0 {
            findings.append(
                DoctorFinding(
                    .records, severity: .problem, message: "\(counted(others, one: "error")) in files",
                    help:
                        "`promptpal validate` shows each with its location, and `--fix` fixes those that are safe to fix"
                ))
        }
        givenIDs = wanting.map { _ in store.newID() }
        let order = DoctorFinding.Check.allCases
        findings.sort { (order.firstIndex(of: $0.check) ?? 0) < (order.firstIndex(of: $1.check) ?? 0) }
    }

    /// Returns the finding for a diagnostic that has a check of its own; `nil` for all others.
    private static func finding(of diagnostic: Diagnostic, in path: String) -> DoctorFinding? {
        if diagnostic.breaks(.addressTwins) {
            return DoctorFinding(
                .addressTwin, severity: .problem, message: diagnostic.message, path: path,
                help: "`promptpal mv` renames one of them and updates its references")
        }
        if diagnostic.breaks(.lostLabelCommit) {
            return DoctorFinding(
                .label, severity: .problem, message: diagnostic.message, path: path, help: diagnostic.help)
        }
        if diagnostic.breaksOne(of: DiagnosticRule.referenceRules) {
            return DoctorFinding(
                .reference, severity: .problem, message: diagnostic.message, path: path,
                help: diagnostic.help ?? "`promptpal validate` shows the location")
        }
        return nil
    }

    /// Returns the file if it is a record; else nothing.
    private static func parse(_ path: String, in store: Store) -> [ParsedFile] {
        guard let record = WorkTreePath.record(at: path) else { return [] }
        let file = store.records.parse(record)
        return file.record == nil ? [] : [file]
    }

    func repair(_ draft: inout Draft) {
        for (file, id) in zip(wanting, givenIDs) {
            guard let given = file.settingID(id) else { continue }
            draft.replace(file.address.file(file.kind), with: given.source.bytes, before: file.source.bytes)
        }
    }
}

/// Records that share an id. Copies are all of them except the one that had it first in the history.
struct DoctorCopies {
    /// Each copy, with the path of the record that keeps the id.
    private(set) var copies: [(file: Contents.File, id: RecordID, owner: String)] = []

    /// The number of commits that are searched for the first one.
    private static let depth = 1000

    /// - Parameters:
    ///   - ids: ids of more than one record.
    ///   - repository: `nil` if there is no history; then the first by path keeps the id.
    init(of ids: Set<RecordID>, in store: Store, history repository: StoreRepository?) {
        if ids.isEmpty { return }
        let files = store.contents().files
        let directory = store.directory
        let found = Parallel.map(count: files.count) { index -> RecordID? in
            guard let bytes = try? directory.read(files[index].path, limit: Store.maxFileBytes + 1) else {
                return nil
            }
            return RecordID(in: bytes, path: files[index].path)
        }
        for id in ids.sorted() {
            let sharers = zip(files, found).filter { $0.1 == id }.map(\.0)
            guard sharers.count > 1 else { continue }
            let owner =
                repository.flatMap { try? DoctorCopies.first(of: sharers, with: id, in: $0) } ?? sharers[0]
            copies += sharers.filter { $0 != owner }.map { ($0, id, owner.path) }
        }
    }

    /// Returns the record that has had the id longest, in the history of all parents: a merge by `pull` has the
    /// records that were made here behind its second parent.
    private static func first(
        of sharers: [Contents.File], with id: RecordID, in repository: StoreRepository
    ) throws(GitError) -> Contents.File? {
        let gitRepository = repository.gitRepository
        var known: [ObjectID: Bool] = [:]
        var seen: Set<ObjectID> = []
        // The commits to read next, newest first, with the records that all commits on a way from `HEAD` have.
        var next: [(commit: Commit, candidates: Set<Contents.File>)] = []
        func add(_ commit: ObjectID, _ candidates: Set<Contents.File>) {
            if let place = next.firstIndex(where: { $0.commit.id == commit }) {
                return next[place].candidates.formUnion(candidates)
            }
            // The horizon of a shallow clone ends the search too.
            guard seen.insert(commit).inserted, let read = try? gitRepository.commit(commit) else { return }
            let time = read.committer.seconds
            next.insert(
                (read, candidates), at: next.firstIndex { $0.commit.committer.seconds < time } ?? next.count)
        }
        if let head = try gitRepository.head().commit { add(head, Set(sharers)) }
        var oldest = Set(sharers)
        for _ in 0..<depth where !next.isEmpty {
            let (commit, candidates) = next.removeFirst()
            var there: Set<Contents.File> = []
            for file in candidates {
                guard
                    let entry = try gitRepository.entry(
                        repository.repositoryPath(file.path), in: commit.tree),
                    entry.mode.isFile
                else { continue }
                if known[entry.id] == nil {
                    known[entry.id] = try RecordID(in: gitRepository.blob(entry.id), path: file.path) == id
                }
                if known[entry.id] == true { there.insert(file) }
            }
            if there.isEmpty { continue }
            oldest = there
            for parent in commit.parents { add(parent, there) }
            if there.count == 1, next.allSatisfy({ $0.candidates == there }) { break }
        }
        return sharers.first { oldest.contains($0) }
    }
}
