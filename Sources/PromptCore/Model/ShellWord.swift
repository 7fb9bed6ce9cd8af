/// Words of a command line that a person may copy into a shell.
package enum ShellWord {
    /// Returns `text` unchanged if a shell reads it literally, else in single quotes.
    package static func quoted(_ text: String) -> String {
        let plain = "+-./:@_,%".utf8
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
                || plain.contains(byte)
        }
        return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
