internal import Foundation
internal import Glibc

/// A program at its own terminal, as a person would run it.
public struct TerminalProcess {
    private let process: pid_t
    private let terminal: Int32

    /// Starts a program; `nil` if there is no terminal or no such program.
    ///
    /// - Parameters:
    ///   - words: its name, looked up on the path, and its arguments.
    ///   - environment: its whole environment; `nil` for that of the tests.
    public init?(_ words: [String], environment: [String: String]? = nil) {
        var (main, other): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 256)
        var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&main, &other, &name, nil, &size) == 0 else { return nil }
        _ = fcntl(main, F_SETFD, FD_CLOEXEC)
        _ = fcntl(other, F_SETFD, FD_CLOEXEC)
        let path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let started = TerminalProcess.start(
            words, at: path, environment ?? ProcessInfo.processInfo.environment)
        close(other)
        guard let started else {
            close(main)
            return nil
        }
        (process, terminal) = (started, main)
    }

    private static func start(
        _ words: [String], at terminal: String, _ environment: [String: String]
    ) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that a session leader opens becomes the session's controlling terminal.
        posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, which this import leaves out
        guard posix_spawnattr_setflags(&attributes, Int16(newSession | POSIX_SPAWN_SETSIGMASK)) == 0 else {
            return nil
        }
        // A thread of the test runner blocks signals; a person's shell does not.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        let arguments = words.map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var process = pid_t()
        return posix_spawnp(&process, words[0], &actions, &attributes, arguments, variables) == 0
            ? process : nil
    }

    /// Types the answers until the last process at the terminal has ended; kills the program after `seconds`.
    ///
    /// - Parameter answer: receives the output since the last answer; returns the text to type.
    /// - Returns: The whole output, and the exit status: 128 plus the signal if a signal ended the program.
    public consuming func finish(
        within seconds: Double, answer: (String) -> String?
    ) -> (screen: String, status: Int32) {
        defer { close(terminal) }
        var screen: [UInt8] = []
        var seen = 0
        var chunk = [UInt8](repeating: 0, count: 4096)
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            var entry = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, 100) > 0 else { continue }
            let count = read(terminal, &chunk, chunk.count)
            if count <= 0 { break }
            screen += chunk[..<count]
            if let answer = answer(String(decoding: screen[seen...], as: UTF8.self)) {
                seen = screen.count
                _ = Array(answer.utf8).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
            }
        }
        if Date() >= deadline { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        let text = String(decoding: screen, as: UTF8.self).replacing("\r\n", with: "\n")
        return (text, status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F)
    }
}
