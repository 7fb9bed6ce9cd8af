internal import GitRepo
internal import SafeFiles
internal import SystemPackage

/// Git's own lock on the branch that a transaction moves, and the move itself.
///
/// libgit2 can do this too, but its lock is empty at first, so that one that a killed process left can't be
/// told from Git's; and its reference is not on the disk when it returns. This lock is, as the one of the index,
/// a link to a file of ours with the new commit in it. Renaming it over the reference publishes the commit.
struct ReferenceLock {
    let journal: Journal
    /// The Git directory of this work tree.
    let files: SafeDirectory
    let repository: Repository
    let isSynced: Bool

    /// How long Git may hold it: for as long as it takes to write 41 bytes.
    static let patience = 2000

    init(_ journal: Journal, _ files: SafeDirectory, _ repository: Repository, isSynced: Bool = true) {
        self.journal = journal
        self.files = files
        self.repository = repository
        self.isSynced = isSynced
    }

    private var lock: String { journal.reference + ".lock" }
    private var text: [UInt8] { Array(((journal.commit?.hex ?? "") + "\n").utf8) }

    /// A detached `HEAD` belongs to this work tree; a branch to all that are linked.
    private func place() throws(FileError) -> SafeDirectory {
        guard journal.reference != "HEAD", repository.commonDirectory != repository.gitDirectory else {
            return files
        }
        return try SafeDirectory(opening: FilePath(repository.commonDirectory))
    }

    /// - Returns: false where another process holds it for too long.
    func take() throws(FileError) -> Bool {
        let place = try place()
        try files.discard(journal.referenceSource)
        try files.write(
            journal.referenceSource, text, expecting: .absent, durability: isSynced ? .synced : .none)
        let folder = journal.reference.split(separator: "/").dropLast().joined(separator: "/")
        if !folder.isEmpty { try place.makeDirectory(folder) }
        let deadline = Host.millisecondsSinceStart() + Int64(ReferenceLock.patience)
        var pause: UInt32 = 1
        while true {
            do throws(FileError) {
                try files.link(journal.referenceSource, in: place, as: lock)
                return true
            } catch .exists {
                guard Host.millisecondsSinceStart() < deadline else { return false }
            }
            Host.pause(milliseconds: pause)
            pause = min(pause * 2, 25)
        }
    }

    /// Moves the reference, whose lock is held, and writes the reference logs before it.
    ///
    /// - Parameters:
    ///   - old: the commit that it names now; `nil` for none.
    ///   - person: who moves it.
    ///   - summary: one line for the logs.
    func move(from old: ObjectID?, by person: Signature, _ summary: String) throws(FileError) {
        let place = try place()
        let line = Array(logLine(old, person, summary).utf8)
        if journal.reference != "HEAD" { try log(line, "logs/" + journal.reference, place) }
        try log(line, "logs/HEAD", files)
        try place.rename(lock, over: journal.reference)
    }

    /// Waits until the move is on the disk.
    func synchronise() throws(FileError) {
        let folder = journal.reference.split(separator: "/").dropLast().joined(separator: "/")
        try place().syncDirectory(folder)
    }

    /// Removes the lock where it is ours.
    func release() throws(FileError) {
        if journal.commit != nil {
            let place = try place()
            var isOurs = try place.isLink(lock, to: journal.referenceSource, in: files)
            if !isOurs { isOurs = try content(of: lock, in: place) == text }
            if isOurs { try place.discard(lock) }
        }
        try files.discard(journal.referenceSource)
    }

    private func content(of path: String, in place: SafeDirectory) throws(FileError) -> [UInt8]? {
        do throws(FileError) { return try place.read(path, limit: 4096) } catch .notFound { return nil }
    }

    /// Removes the lock of the present branch where it is a link to one of our files, whose journal is lost.
    static func release(
        like source: String, _ files: SafeDirectory, _ repository: Repository
    ) throws(FileError) {
        guard let reference = try? repository.head().reference else { return }
        let place =
            reference == "HEAD" ? files : try SafeDirectory(opening: FilePath(repository.commonDirectory))
        if try place.isLink(reference + ".lock", to: source, in: files) {
            try place.discard(reference + ".lock")
        }
    }

    /// As Git writes it: old name, new name, who and when, a tab, why.
    private func logLine(_ old: ObjectID?, _ person: Signature, _ summary: String) -> String {
        func plain(_ text: String) -> String { text.filter { !"<>\n\r\t\0".contains($0) } }
        let minutes = abs(person.offsetMinutes)
        let offset =
            (person.offsetMinutes < 0 ? "-" : "+")
            + [minutes / 60 / 10, minutes / 60 % 10, minutes % 60 / 10, minutes % 10].map(String.init)
            .joined()
        return [
            (old ?? .zero).hex, journal.commit?.hex ?? "", plain(person.name), "<\(plain(person.email))>",
            "\(person.seconds) \(offset)\t\(plain(summary))\n",
        ].joined(separator: " ")
    }

    /// `core.logAllRefUpdates` says whether a log that is not there is begun.
    private func log(_ line: [UInt8], _ path: String, _ place: SafeDirectory) throws(FileError) {
        if repository.configurationFlag("core.logAllRefUpdates") == false, try place.entryType(path) == nil {
            return
        }
        try place.append(path, line)
    }
}
