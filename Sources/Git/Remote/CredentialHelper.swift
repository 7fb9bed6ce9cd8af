internal import Glibc

/// A user's name and password for one server, from Git's own helpers (gitcredentials(7)).
///
/// libgit2 has no helpers, so `git credential` is run as Git runs it: `fill`, then `approve` or `reject`. It
/// runs outside of every repository, so that only the configuration of the user and of the system selects the
/// helper. Otherwise a stranger's repository could name its own program.
struct CredentialHelper {
    private let scheme: String
    private let host: String
    private let path: String
    private let user: String?
    /// The helper's answer, which is passed back to it afterwards.
    private(set) var answer: [UInt8] = []

    /// - Parameter url: an `https` address. The result is `nil` for any other.
    init?(_ url: String) {
        guard let parts = URLParts(url), parts.scheme == "https" else { return nil }
        scheme = parts.scheme
        host = parts.host + (parts.port.map { ":" + $0 } ?? "")
        path = String(parts.path.drop { $0 == "/" })
        user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Asks for a user and a password. If there is no helper, Git asks the user at the terminal.
    ///
    /// - Returns: `nil` if there is no answer.
    mutating func fill() -> (user: [CChar], password: [CChar])? {
        guard
            let (status, output) = HelperProcess.run(
                ["git", "-C", "/", "credential", "fill"], input: question),
            status == 0
        else { return nil }
        answer = output
        guard let user = value("username"), let password = value("password") else { return nil }
        return (user, password)
    }

    func approve() { tell("approve") }
    func reject() { tell("reject") }

    private func tell(_ verb: String) {
        if !answer.isEmpty { _ = HelperProcess.run(["git", "-C", "/", "credential", verb], input: answer) }
    }

    /// Overwrites the password.
    mutating func forget() {
        for index in answer.indices { answer[index] = 0 }
        answer = []
    }

    private var question: [UInt8] {
        var text = "protocol=\(scheme)\nhost=\(host)\npath=\(path)\n"
        if let user { text += "username=\(user)\n" }
        return Array((text + "\n").utf8)
    }

    private func value(_ key: String) -> [CChar]? {
        let start = Array((key + "=").utf8)
        for line in answer.split(separator: 0x0A) where line.starts(with: start) {
            return line.dropFirst(start.count).map { CChar(bitPattern: $0) } + [0]
        }
        return nil
    }
}

/// Runs a program with some input and reads its output. Its standard error is that of this process.
enum HelperProcess {
    /// - Returns: The exit status and the output; `nil` if the program can't be started.
    static func run(_ arguments: [String], input: [UInt8]) -> (status: Int32, output: [UInt8])? {
        var toChild: [Int32] = [-1, -1]
        var fromChild: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &toChild) == 0
        else { return nil }
        defer { close(toChild[0]) }
        guard pipe(&fromChild) == 0 else {
            close(toChild[1])
            return nil
        }
        defer { close(fromChild[0]) }
        for end in fromChild { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toChild[1], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
        var strings = arguments.map { strdup($0) } + [nil]
        defer { strings.forEach { free($0) } }
        var kept = environment().map { strdup($0) } + [nil]
        defer { kept.forEach { free($0) } }
        var process = pid_t()
        let code = strings[0].map { posix_spawnp(&process, $0, &actions, nil, &strings, &kept) } ?? ENOENT
        close(toChild[1])
        close(fromChild[1])
        guard code == 0 else { return nil }
        _ = input.withUnsafeBytes { send(toChild[0], $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
        shutdown(toChild[0], CInt(SHUT_WR))
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while output.count < 1 << 20 {
            let count = read(fromChild[0], &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            output += buffer[..<count]
        }
        for index in buffer.indices { buffer[index] = 0 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return (status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F, output)
    }

    /// Returns the environment without variables that name a repository, because its configuration must not
    /// select the helper.
    private static func environment() -> [String] {
        var kept = ["GIT_CEILING_DIRECTORIES=/"]
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            let name = text.prefix { $0 != "=" }
            let isOfRepository = [
                "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_CEILING_DIRECTORIES",
                "GIT_CONFIG",
            ].contains(String(name))
            if !isOfRepository { kept.append(text) }
            next += 1
        }
        return kept
    }
}
