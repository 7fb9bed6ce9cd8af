import Foundation
import Glibc

/// Runs shell commands with the built `promptpal` first in `PATH`.
struct Program {
    /// The result of a command.
    struct Result: Equatable {
        var status: Int32
        var output: [UInt8]
        var error: [UInt8]

        var outputText: String { String(decoding: output, as: UTF8.self) }
        var errorText: String { String(decoding: error, as: UTF8.self) }
    }

    /// The working directory of the commands.
    let folder: Folder
    /// Added to the environment, which is otherwise the same on every machine.
    var environment: [String: String] = [:]

    /// The directory of the built program: that of the test bundle, unless `PROMPTPAL_BINARY` names another
    /// one.
    static let directory: String = {
        if let named = ProcessInfo.processInfo.environment["PROMPTPAL_BINARY"] {
            return (named as NSString).deletingLastPathComponent
        }
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (bundle as NSString).deletingLastPathComponent
    }()

    static var path: String { directory + "/promptpal" }

    /// The repository of these tests.
    static let repository: String = {
        var path = #filePath as NSString
        for _ in 0..<4 { path = path.deletingLastPathComponent as NSString }
        return path as String
    }()

    /// Runs `command` with bash, without a terminal; stopped after a minute.
    func run(_ command: String, input: String = "/dev/null") -> Result {
        let out = folder.scratch + "/out"
        let err = folder.scratch + "/err"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, err, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let arguments = [
            "setsid", "-w", "timeout", "60", "bash", "-c", "cd \"$DIR\" || exit 125\n" + command,
        ]
        var argv = arguments.map { strdup($0) } + [nil]
        var variables = allVariables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (argv + variables).forEach { free($0) } }
        // As from a shell: the threads that run tests block most signals, and a child inherits that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var process = pid_t()
        let code = posix_spawnp(&process, "setsid", &actions, &attributes, &argv, &variables)
        guard code == 0 else { return Result(status: 127, output: [], error: []) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return Result(
            status: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F,
            output: bytes(of: out), error: bytes(of: err))
    }

    /// The whole environment of a command.
    var allVariables: [String: String] {
        let fixed = [
            "PATH": "\(Program.directory):/usr/local/bin:/usr/bin:/bin", "HOME": folder.scratch,
            "DIR": folder.path,
            "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "EXAMPLES": Program.repository + "/examples",
            "GIT_AUTHOR_NAME": "Ana Ruiz", "GIT_AUTHOR_EMAIL": "ana@example.com",
            "GIT_COMMITTER_NAME": "Ana Ruiz", "GIT_COMMITTER_EMAIL": "ana@example.com",
            "GIT_CONFIG_NOSYSTEM": "1",
        ]
        return fixed.merging(environment) { _, given in given }
    }

    private func bytes(of path: String) -> [UInt8] {
        FileManager.default.contents(atPath: path).map(Array.init) ?? []
    }
}

/// A directory for one test, removed when the test ends.
final class Folder {
    let path: String
    /// Outside `path`: the home directory and the output of commands.
    let scratch: String

    init() throws {
        let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        var template = Array((base + "/promptpal-test-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else { throw POSIXError(.EIO) }
        let top = String(cString: made)
        path = top + "/work"
        scratch = top + "/home"
        for directory in [path, scratch] {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        }
    }

    func write(_ text: String, to file: String) throws {
        let url = URL(fileURLWithPath: path + "/" + file)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func read(_ file: String) -> String? {
        FileManager.default.contents(atPath: path + "/" + file).map { String(decoding: $0, as: UTF8.self) }
    }

    deinit {
        // A test may have removed permissions.
        let top = (path as NSString).deletingLastPathComponent
        for case let item as String in FileManager.default.enumerator(atPath: path) ?? .init() {
            // Links are not followed, because a hostile store has some to the system's own files.
            var status = stat()
            guard lstat(path + "/" + item, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { continue }
            chmod(path + "/" + item, 0o700)
        }
        try? FileManager.default.removeItem(atPath: top)
    }
}
