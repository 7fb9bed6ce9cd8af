internal import ArgumentParser
internal import CLinux
internal import Glibc
internal import PromptCore
internal import PromptKeys
internal import PromptStore

/// `promptpal key exec`
struct KeyExecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract: "Run a command with keys in its environment, and nowhere else.",
        discussion: """
            Each key is set in the variable that its provider's programs read, such as
            OPENAI_API_KEY. If the key has a base URL and the provider has a variable for
            it, that variable is set too. The command replaces the promptpal process.

            EXAMPLES:
              promptpal key exec openai -- python summarise.py
              promptpal key exec openai/work anthropic -- make evals
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Use the store's keys, even if you have your own; before the first PROVIDER.")
    var shared = false

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp(
            "PROVIDER or PROVIDER/NICKNAME, one or more; after --, the command to run.",
            valueName: "provider> ... -- <command"),
        completion: .custom(KeySession.complete))
    var words: [String]

    func validate() throws {
        guard let end = words.firstIndex(of: "--"), end > 0, end < words.count - 1 else {
            throw ValidationError("Give PROVIDER… -- COMMAND….")
        }
        if let option = words[..<end].first(where: { $0.hasPrefix("-") }) {
            throw ValidationError("Options must come before the first PROVIDER: \(option)")
        }
    }

    private var keys: [String] { Array(words.prefix { $0 != "--" }) }
    private var command: [String] { Array(words.drop { $0 != "--" }.dropFirst()) }

    func run() throws {
        let session = try KeySession(globals, needsStore: shared)
        var variables = ChildEnvironment()
        var names: [String: KeyName] = [:]
        for text in keys {
            let entry = try session.find(text, shared: shared)
            let provider = entry.name.provider
            let variable = KeyProvider.variable(for: provider)
            if let other = names[variable] {
                throw Failure(
                    status: 64, message: "\(other) and \(entry.name) would both set \(variable)",
                    help: "name one of them")
            }
            names[variable] = entry.name
            variables.set(variable, to: try session.open(entry))
            if let url = entry.record.baseURL, let base = KeyProvider.named(provider)?.baseVariable {
                variables.set(base, to: SecretBytes(copying: Array(url.utf8)))
            }
        }
        Output.standard.flush()
        let code = variables.become(command)
        throw Failure(
            status: 2, message: "\(command.first ?? ""): \(String(cString: strerror(code)))",
            help: "the command could not be started")
    }
}

/// The environment of a program to start: that of this process, with some variables replaced. Secrets in it
/// are wiped when it is destroyed.
struct ChildEnvironment {
    private var given: [(name: String, line: SecretBytes)] = []

    /// Sets `name=value`, the form of C.
    mutating func set(_ name: String, to value: SecretBytes) {
        let head = Array("\(name)=".utf8)
        let line = SecretBytes(count: head.count + value.count + 1) { buffer in
            buffer.copyBytes(from: head)
            value.withBytes {
                UnsafeMutableRawBufferPointer(rebasing: buffer[head.count...]).copyMemory(from: $0)
            }
        }
        given.append((name, line))
    }

    /// Becomes another program (`execvpe(3)`), which inherits the three standard streams and this
    /// environment.
    ///
    /// - Returns: only on failure: the error number.
    func become(_ words: [String]) -> Int32 {
        var lines: [UnsafeMutablePointer<CChar>?] = []
        var entry = environ
        while let line = entry.pointee {
            let name = String(cString: line).prefix { $0 != "=" }
            if !given.contains(where: { $0.name == name }) { lines.append(line) }
            entry += 1
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        return withAddresses(of: given[...], after: lines) { lines in
            var lines = lines + [nil]
            return -clinux_exec(&arguments, &lines)
        }
    }

    /// Calls `body` with the addresses of all lines, which are valid only within the nested calls.
    private func withAddresses(
        of rest: ArraySlice<(name: String, line: SecretBytes)>, after lines: [UnsafeMutablePointer<CChar>?],
        body: ([UnsafeMutablePointer<CChar>?]) -> Int32
    ) -> Int32 {
        guard let first = rest.first else { return body(lines) }
        return first.line.withBytes { bytes in
            let start = bytes.baseAddress.map {
                UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: CChar.self))
            }
            return withAddresses(of: rest.dropFirst(), after: lines + [start], body: body)
        }
    }
}

/// `promptpal key reveal`
struct KeyRevealCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reveal",
        abstract: "Show a key at the terminal.",
        discussion: """
            Asks first, unless --yes is given. `promptpal key exec` passes a key to a
            program without showing it.

            EXAMPLES:
              promptpal key reveal openai
              promptpal key reveal openai --yes --to-stdout | wl-copy
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "PROVIDER or PROVIDER/NICKNAME.", completion: .custom(KeySession.complete))
    var key: String

    @Flag(help: "Take the store's, where there is one of yours too.")
    var shared = false

    @Flag(help: "Don't ask.")
    var yes = false

    @Flag(help: "Print the key even if standard output is not a terminal.")
    var toStdout = false

    func run() throws {
        let session = try KeySession(globals, needsStore: shared)
        let entry = try session.find(key, shared: shared)
        let isTerminal = isatty(STDOUT_FILENO) == 1
        guard isTerminal || toStdout else {
            throw Failure(
                status: 2,
                message: "standard output is not a terminal, and keys are shown only at a terminal",
                help: "use --to-stdout to print it anyway, or `promptpal key exec` to pass it to a program")
        }
        try ask(entry.name)
        try SecretReader.write(session.open(entry))
        // In a file or pipe the key is written unchanged.
        if isTerminal { Output.standard.line() }
    }

    private func ask(_ name: KeyName) throws(Failure) {
        if yes { return }
        guard Terminal.canAsk else {
            throw Failure(status: 2, message: "there is no terminal to ask at", help: "use --yes to show it")
        }
        guard LineReader.confirm("Show the key \(name) on the screen?", preset: false) else {
            throw Failure(status: 1, message: "nothing was shown")
        }
    }
}
