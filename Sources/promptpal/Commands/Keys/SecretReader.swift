internal import Glibc
internal import PromptKeys
internal import PromptStore

/// Reads secrets: typed at the terminal without echo, or from standard input. They never become a string.
enum SecretReader {
    /// The longest secret that is read, in bytes.
    private static let limit = 64 * 1024

    /// Returns a key: from the terminal if standard input is one, else all of standard input without its last
    /// line end.
    static func key(_ prompt: String) throws(Failure) -> SecretBytes {
        isatty(STDIN_FILENO) == 1 ? try typed(prompt) : try standardInput()
    }

    /// Returns a passphrase, which only a person at the terminal can give, because standard input may belong
    /// to the command.
    static func passphrase(_ prompt: String) throws(Failure) -> SecretBytes {
        try typed(prompt)
    }

    private static func standardInput() throws(Failure) -> SecretBytes {
        var length = 0
        var failure: Int32 = 0
        let read = SecretBytes(count: limit + 2) { buffer in
            while length < buffer.count {
                let count = Glibc.read(
                    STDIN_FILENO, buffer.baseAddress?.advanced(by: length), buffer.count - length)
                if count == 0 { break }
                if count > 0 {
                    length += count
                } else if errno != EINTR {
                    failure = errno
                    break
                }
            }
        }
        if failure != 0 {
            throw Failure(status: 2, message: "standard input: \(String(cString: strerror(failure)))")
        }
        return read.withBytes { bytes in
            var text = bytes[..<length]
            if text.last == 0x0A { text = text.dropLast() }
            if text.last == 0x0D { text = text.dropLast() }
            return SecretBytes(copying: text)
        }
    }

    /// Reads one line of the controlling terminal. In the meantime the terminal has no echo and sends no
    /// signals, so that no way out leaves it without echo.
    private static func typed(_ prompt: String) throws(Failure) -> SecretBytes {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else {
            throw Failure(
                status: 2, message: "there is no terminal to ask at", help: "run the command at a terminal")
        }
        defer { close(terminal) }
        var usual = termios()
        guard tcgetattr(terminal, &usual) == 0 else {
            throw Failure(
                status: 2, message: "there is no terminal to ask at", help: "run the command at a terminal")
        }
        var silent = usual
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        tcsetattr(terminal, TCSAFLUSH, &silent)
        // Written only now, because text that was typed before was meant for something else and is discarded.
        _ = Array((prompt + " ").utf8).withUnsafeBytes { Glibc.write(terminal, $0.baseAddress, $0.count) }
        var length = 0
        var isGivenUp = false
        let typed = SecretBytes(count: limit) { buffer in
            length = line(from: terminal, into: buffer, isGivenUp: &isGivenUp)
        }
        tcsetattr(terminal, TCSAFLUSH, &usual)
        _ = Glibc.write(terminal, "\n", 1)
        if isGivenUp { throw Failure(status: 1, message: "cancelled; nothing was changed") }
        return typed.withBytes { SecretBytes(copying: $0[..<length]) }
    }

    /// Reads byte by byte to the line's end; understands backspace, Ctrl-U, Ctrl-C and Ctrl-D.
    private static func line(
        from terminal: Int32, into buffer: UnsafeMutableRawBufferPointer, isGivenUp: inout Bool
    ) -> Int {
        var length = 0
        while length < buffer.count {
            let address = buffer.baseAddress?.advanced(by: length)
            let count = read(terminal, address, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { break }
            switch buffer[length] {
            case 0x0A, 0x0D: return length
            case 0x03, 0x1C, 0x1A:
                isGivenUp = true
                return 0
            case 0x04:
                isGivenUp = length == 0
                return length
            case 0x08, 0x7F: length = max(0, length - 1)
            case 0x15: length = 0
            default: length += 1
            }
        }
        return length
    }

    /// Writes a secret to standard output, past the buffers of ``Output``.
    static func write(_ secret: SecretBytes) throws(Failure) {
        Output.standard.flush()
        let code = secret.withBytes { bytes -> Int32 in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(
                    STDOUT_FILENO, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count >= 0 { done += count } else if errno != EINTR { return errno }
            }
            return 0
        }
        if code != 0 {
            throw Failure(status: 2, message: "standard output: \(String(cString: strerror(code)))")
        }
    }
}
