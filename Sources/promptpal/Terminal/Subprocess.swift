internal import Glibc
internal import PromptStore

/// Runs a program the user chose (an editor, a clipboard tool). Never one that a store names.
enum Subprocess {
    /// Runs `arguments[0]`, found in `PATH`, with our terminal; `nil` where it can't be started.
    ///
    /// Meanwhile Ctrl-C is for it, not for us: an editor may give it a meaning of its own.
    ///
    /// - Parameter input: what it reads; it writes nowhere then, since a clipboard tool that stays behind would keep
    ///   our output open. `nil` leaves it our standard input and output.
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
        var strings = arguments.map { strdup($0) } + [nil]
        defer { strings.forEach { free($0) } }
        var process = pid_t()
        let code = posix_spawnp(&process, strings[0] ?? strdup(""), &actions, nil, &strings, environ)
        if input != nil { close(pipe[0]) }
        guard code == 0 else {
            if input != nil { close(pipe[1]) }
            return nil
        }
        let onInterrupt = signal(SIGINT, SIG_IGN)
        let onQuit = signal(SIGQUIT, SIG_IGN)
        defer {
            _ = signal(SIGINT, onInterrupt)
            _ = signal(SIGQUIT, onQuit)
        }
        if let input {
            // A program that reads no input must not end us.
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

/// The clipboard: the desktop's own tool, else the terminal's (OSC 52).
enum Clipboard {
    static func copy(_ text: String) throws(Failure) {
        var tools: [[String]] = [["pbcopy"], ["clip.exe"]]
        if has("DISPLAY") {
            tools = [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]] + tools
        }
        if has("WAYLAND_DISPLAY") { tools.insert(["wl-copy"], at: 0) }
        for tool in tools where Subprocess.run(tool, input: text) == 0 { return }
        guard isatty(STDERR_FILENO) == 1 else {
            throw Failure(
                2, "there is no clipboard here",
                help: "install wl-copy, xclip or xsel, or pipe the output where it should go")
        }
        Output.error.write("\u{1B}]52;c;\(base64(Array(text.utf8)))\u{07}")
        Output.error.flush()
    }

    private static func has(_ name: String) -> Bool { !(Host.environment(name) ?? "").isEmpty }

    /// RFC 4648.
    private static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                let isPadding = place > group.count
                result.append(isPadding ? 0x3D : digits[Int(bits >> UInt32(18 - 6 * place) & 63)])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
