/// The arguments of the program.
enum Arguments {
    /// Returns the words after the program's name.
    ///
    /// The standard library would replace bytes that are not UTF-8, and a damaged value would be inserted:
    /// that is an error here.
    static func read() throws(Failure) -> [String] {
        let words = CommandLine.arguments.dropFirst()
        guard words.contains(where: { $0.utf8.contains(0xEF) && $0.unicodeScalars.contains("\u{FFFD}") })
        else {
            return Array(words)
        }
        for index in 1..<Int(CommandLine.argc) {
            guard let word = CommandLine.unsafeArgv[index], String(validatingCString: word) == nil else {
                continue
            }
            throw Failure(status: 64, message: "argument \(index) is not UTF-8: \(CommandLine.arguments[index])")
        }
        return Array(words)
    }
}
