import Foundation
import Glibc

/// Runs a command at a terminal of its own, as a person would, and answers what it asks.
struct PseudoTerminal {
    let program: Program

    /// - Parameter dialogue: what to wait for on the screen, and what to type then; what does not come is passed over.
    /// - Returns: everything that stood on the screen, and the exit status: 128 plus the signal where one ended it.
    func run(
        _ command: String, _ dialogue: [(wait: String, type: String)] = []
    ) -> (screen: String, status: Int32)? {
        var (main, other): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 256)
        var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&main, &other, &name, nil, &size) == 0 else { return nil }
        _ = fcntl(main, F_SETFD, FD_CLOEXEC)
        _ = fcntl(other, F_SETFD, FD_CLOEXEC)
        let path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let started = start(command, at: path)
        close(other)
        defer { close(main) }
        guard let process = started else { return nil }
        var screen: [UInt8] = []
        var seen = 0
        var left = dialogue[...]
        let deadline = Date().addingTimeInterval(30)
        var chunk = [UInt8](repeating: 0, count: 4096)
        while Date() < deadline {
            var entry = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, 100) > 0 else { continue }
            let count = read(main, &chunk, chunk.count)
            // The last one at the terminal has left.
            if count <= 0 { break }
            screen += chunk[..<count]
            let new = String(decoding: screen[seen...], as: UTF8.self)
            if let index = left.firstIndex(where: { new.contains($0.wait) }) {
                seen = screen.count
                _ = Array(left[index].type.utf8).withUnsafeBytes { write(main, $0.baseAddress, $0.count) }
                left = left[(index + 1)...]
            }
        }
        if Date() >= deadline { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        let text = String(decoding: screen, as: UTF8.self).replacing("\r\n", with: "\n")
        return (text, status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F)
    }

    private func start(_ command: String, at terminal: String) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal that a session's leader opens is the session's own.
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
        let arguments = ["bash", "-c", "cd \"$DIR\" || exit 125\n" + command]
        let words = arguments.map { strdup($0) } + [nil]
        let variables = program.allVariables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var process = pid_t()
        return posix_spawnp(&process, "bash", &actions, &attributes, words, variables) == 0 ? process : nil
    }
}
