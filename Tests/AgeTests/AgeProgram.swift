import Foundation
import Glibc

/// The `age` program of the system's packages.
enum AgeProgram {
    static let isThere = ["/usr/bin/age", "/usr/local/bin/age"].contains { (path: String) in
        access(path, X_OK) == 0
    }

    /// Runs a program; gives its exit status.
    static func run(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Runs it at a terminal of its own and types `answer` whenever it asks for a passphrase.
    static func run(_ arguments: [String], typing answer: String) -> Int32 {
        var (main, other): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 256)
        guard openpty(&main, &other, &name, nil, nil) == 0 else { return -1 }
        defer { close(main) }
        _ = fcntl(main, F_SETFD, FD_CLOEXEC)
        _ = fcntl(other, F_SETFD, FD_CLOEXEC)
        let path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, which this import leaves out
        posix_spawnattr_setflags(&attributes, Int16(newSession))
        let words = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process = pid_t()
        guard posix_spawnp(&process, arguments[0], &actions, &attributes, words, environ) == 0 else {
            return -1
        }
        close(other)
        var screen: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        let deadline = Date().addingTimeInterval(60)
        while Date() < deadline {
            var entry = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
            guard poll(&entry, 1, 100) > 0 else { continue }
            let count = read(main, &chunk, chunk.count)
            if count <= 0 { break }
            screen += chunk[..<count]
            if String(decoding: screen, as: UTF8.self).hasSuffix(": ") {
                screen = []
                _ = Array((answer + "\n").utf8).withUnsafeBytes { write(main, $0.baseAddress, $0.count) }
            }
        }
        if Date() >= deadline { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
}
