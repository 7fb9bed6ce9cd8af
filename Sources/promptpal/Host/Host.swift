internal import CLinux
internal import Glibc
internal import PromptStore
internal import SystemPackage

/// The process and the machine: the only code that reads clock, randomness, environment and account. The
/// targets below get them as a ``StoreEnvironment``.
enum Host {
    /// The current time in UTC to the second, as RFC 3339: `2026-11-24T09:30:00Z`.
    static func now() -> String {
        CivilTime(secondsSinceEpoch: secondsSinceEpoch()).text
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    static func secondsSinceEpoch() -> Int64 {
        Int64(realTime().tv_sec)
    }

    /// Whole milliseconds since 1970-01-01T00:00:00Z, for a UUIDv7 (RFC 9562).
    static func millisecondsSinceEpoch() -> Int64 {
        let time = realTime()
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Returns 64 bits from the system's cryptographic random source.
    static func random() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// Returns the value of an environment variable; `nil` if it is unset or not UTF-8.
    static func environment(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        return String(validatingCString: value)
    }

    private static func realTime() -> timespec {
        var time = timespec()
        // Fails only for a clock that does not exist; CLOCK_REALTIME always exists.
        _ = clock_gettime(CLOCK_REALTIME, &time)
        return time
    }

    /// Returns the present offset of local time from UTC in minutes, positive to the east.
    static func offsetMinutes() -> Int {
        var now = time(nil)
        var local = tm()
        guard localtime_r(&now, &local) != nil else { return 0 }
        return local.tm_gmtoff / 60
    }
}

extension Host {
    /// Returns login and full name of the effective user. The full name is the first part of the account's
    /// comment field (with `&` for the login), else the login.
    static func account() -> StoreUser.Account {
        var record = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16 * 1024)
        let number = "user-\(geteuid())"
        return buffer.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress,
                getpwuid_r(geteuid(), &record, start, buffer.count, &found) == 0, found != nil,
                let name = record.pw_name
            else { return StoreUser.Account(login: number, fullName: number, hostName: hostName()) }
            let login = String(cString: name)
            let comment = record.pw_gecos.map { String(cString: $0) } ?? ""
            let full = comment.prefix { $0 != "," }.split(separator: "&", omittingEmptySubsequences: false)
                .joined(separator: login)
            return StoreUser.Account(
                login: login, fullName: full.isEmpty ? login : full, hostName: hostName())
        }
    }

    private static func hostName() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        // One byte stays 0, because a truncated name may lack its terminator.
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let name = String(
            decoding: buffer.lazy.map(UInt8.init(bitPattern:)).prefix { $0 != 0 }, as: UTF8.self)
        return name.isEmpty ? "localhost" : name
    }
}

/// Paths as the person who started the program means them.
enum WorkingDirectory {
    /// Returns `path` from the root, with `.` and `..` removed by name (links in it are kept).
    static func absolute(_ path: FilePath) -> FilePath {
        guard path.isRelative, let buffer = getcwd(nil, 0) else { return path.lexicallyNormalized() }
        defer { free(buffer) }
        return FilePath(platformString: buffer).pushing(path).lexicallyNormalized()
    }
}

/// Core files: memory that the system writes to the disk if a program crashes.
enum CoreFiles {
    /// Forbids core files of this process and access to its memory by others than root. For commands that
    /// hold secrets.
    ///
    /// - Returns: true if the system agreed.
    static func forbid() -> Bool { clinux_no_core() == 0 }
}

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
