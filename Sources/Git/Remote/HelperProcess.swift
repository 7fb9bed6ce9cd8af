internal import Glibc

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
