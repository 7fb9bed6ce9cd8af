import Glibc
import Harness

/// What one run of a program cost.
struct Run {
    /// From before the start to after the end, in seconds.
    var wall: Double
    /// User and system time, in seconds.
    var processor: Double
    /// The most memory it held at once, in bytes.
    var memory: Int
}

/// A program with its arguments, started without a shell.
struct ChildProcess {
    let arguments: [String]
    /// Exit statuses that mean the work was done: a checker that found something answers 1.
    let accepted: Set<Int32>

    /// Runs it once; what it prints is thrown away.
    func run() throws -> Run {
        let argv = arguments.map { strdup($0) } + [nil]
        defer { for word in argv { free(word) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var process: pid_t = 0
        var usage = rusage()
        var status: Int32 = 0
        var failure: Int32 = 0
        let wall = seconds {
            failure = posix_spawnp(&process, arguments[0], &actions, nil, argv, environ)
            if failure == 0 {
                while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
            }
        }
        guard failure == 0 else { throw ProcessFailure(command: arguments, status: -failure) }
        guard status & 0x7F == 0, accepted.contains(status >> 8 & 0xFF) else {
            throw ProcessFailure(command: arguments, status: status)
        }
        return Run(
            wall: wall, processor: usage.ru_utime.inSeconds + usage.ru_stime.inSeconds,
            memory: usage.ru_maxrss * 1024)
    }
}

/// A program did not start, or ended with a status that was not expected.
struct ProcessFailure: Error, CustomStringConvertible {
    let command: [String]
    /// Of `wait4`, or an error number below zero.
    let status: Int32

    var description: String { "`\(command.joined(separator: " "))` failed with status \(status)" }
}

extension timeval {
    fileprivate var inSeconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
