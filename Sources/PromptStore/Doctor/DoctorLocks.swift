internal import Git
internal import PromptCore
internal import PromptIndex
internal import SafeFiles
internal import SystemPackage

/// Lock files of Git, left by a running command or by a killed one. Their content does not tell which, so
/// none is ever removed here.
struct DoctorLocks {
    private(set) var findings: [DoctorFinding] = []

    /// The time that Git may hold a lock, in seconds: as long as it writes one file.
    private static let patience: Int64 = 60

    /// - Parameter now: seconds since 1970.
    init(_ repository: StoreRepository, now: Int64) {
        let gitRepository = repository.gitRepository
        var names = ["index.lock", "HEAD.lock"].map { (gitRepository.gitDirectory, $0) }
        names += ["packed-refs.lock", "config.lock", "shallow.lock"].map { (gitRepository.commonDirectory, $0) }
        for folder in Set([gitRepository.gitDirectory, gitRepository.commonDirectory]).sorted() {
            guard let directory = try? SafeDirectory(opening: FilePath(folder)) else { continue }
            names += GitLock.all(below: "refs", in: directory).map { (folder, $0) }
        }
        for (folder, name) in names {
            guard let directory = try? SafeDirectory(opening: FilePath(folder)),
                let stamp = try? directory.stamp(name)
            else { continue }
            let path = folder + "/" + name
            let age = max(0, now - stamp.modified / 1_000_000_000)
            if age < DoctorLocks.patience {
                findings.append(
                    DoctorFinding(
                        .lock, severity: .note, message: "a Git command has held a lock for \(age) s", path: path,
                        help: "run this again when it has ended"))
            } else {
                findings.append(
                    DoctorFinding(
                        .lock, severity: .problem,
                        message: "a lock of Git's has been here for \(DoctorLocks.text(age)), so nothing can be written",
                        path: path,
                        help:
                            "a Git command that was killed leaves one. Where none is running (an editor may run one too), delete it: `rm \(path)`"
                    ))
            }
        }
    }

    private static func text(_ seconds: Int64) -> String {
        switch seconds {
        case ..<7200: "\(seconds / 60) minutes"
        case ..<172_800: "\(seconds / 3600) hours"
        default: "\(seconds / 86_400) days"
        }
    }
}
