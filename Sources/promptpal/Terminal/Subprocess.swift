internal import Glibc

/// Runs a program that the user chose (an editor, a clipboard tool). Never one that a store names.
enum Subprocess {
    /// Runs `arguments[0]`, found in `PATH`, with this process's terminal; `nil` if it can't be started.
    ///
    /// In the meantime Ctrl-C goes to it, not to this process: an editor may give it a meaning of its own.
    ///
    /// - Parameter input: its standard input; its output is then discarded, because a clipboard tool that
    ///   keeps running would keep this process's output open. `nil` leaves it this process's standard input
    ///   and output.
    /// - Returns: its exit status, or 128 plus the signal that ended it.
    static func run(_ arguments: [String], input: String? = nil) -> Int32? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var pipe: [Int32] = [-1, -1]
        if input != nil {
            guard Glibc.pipe(&pipe) == 0 else { return nil }
            _ = fcntl(pipe[1], F_SETFD, FD_CLOEXEC)
            posix_spawn_file_actions_adddup2(&actions, pipe[0], STDIN_FILENO)
            posix_spawn_file_actions_addclose(&actions, pipe[0])
            for output in [STDOUT_FILENO, STDERR_FILENO] {
                posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
            }
        }
        // Set before the start; the program itself begins with the default handling of both.
        let onInterrupt = signal(SIGINT, SIG_IGN)
        let onQuit = signal(SIGQUIT, SIG_IGN)
        defer {
            _ = signal(SIGINT, onInterrupt)
            _ = signal(SIGQUIT, onQuit)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var usual = sigset_t()
        sigemptyset(&usual)
        sigaddset(&usual, SIGINT)
        sigaddset(&usual, SIGQUIT)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var strings = arguments.map { strdup($0) } + [nil]
        defer { strings.forEach { free($0) } }
        var process = pid_t()
        let code = posix_spawnp(&process, strings[0] ?? strdup(""), &actions, &attributes, &strings, environ)
        if input != nil { close(pipe[0]) }
        guard code == 0 else {
            if input != nil { close(pipe[1]) }
            return nil
        }
        if let input {
            // A program that reads no input must not end this process.
            let previous = signal(SIGPIPE, SIG_IGN)
            let bytes = Array(input.utf8)
            var start = 0
            while start < bytes.count {
                let count = bytes.withUnsafeBytes {
                    write(pipe[1], $0.baseAddress?.advanced(by: start), bytes.count - start)
                }
                if count < 0, errno != EINTR { break }
                start += max(0, count)
            }
            close(pipe[1])
            _ = signal(SIGPIPE, previous)
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return nil }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
}
