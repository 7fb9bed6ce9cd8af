import Foundation
import Testing

/// A shell session as a text file. It is run again, and must give the same output.
///
/// ```
/// ## A note for readers.
/// === prompts/a.prompt.yaml
/// content: a file to make, up to a line of three equals signs
/// ===
/// $ promptpal render a
/// standard output
/// 2> standard error
/// [1]
/// ```
///
/// A line `> …` after `$ …` continues the command. `[1]` is the exit status; without it the status is 0. In
/// expected output, `$ID` matches a UUID, `$TIME` a time, `$DIR` the directory, `$_` any text in the line,
/// and a line `...` any lines. If a line of output begins like one of these marks, it has a `\` before it.
/// Empty lines at the end of an output are ignored.
struct Transcript: Sendable, CustomTestStringConvertible {
    let name: String
    var steps: [Step] = []

    enum Step: Sendable {
        case note([String])
        case file(path: String, lines: [String])
        case command(Command)
    }

    struct Command: Sendable {
        var line: Int
        var text: String
        var output: [String] = []
        var error: [String] = []
        var status: Int32 = 0
    }

    /// True if a store is given before the first command; it is then in a Git repository with everything
    /// committed.
    var hasStore: Bool {
        for step in steps {
            if case .file("promptpal.yaml", _) = step { return true }
            if case .command = step { return false }
        }
        return false
    }

    var testDescription: String { name }

    /// All transcripts in the folder `Transcripts`, sorted by name.
    static let all: [Transcript] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().map { name in
            let data = FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
            return Transcript(name: String(name.dropLast(4)), text: String(decoding: data, as: UTF8.self))
        }
    }()

    static let folder = Program.repository + "/Tests/PromptpalTests/Transcripts"

    init(name: String, text: String) {
        self.name = name
        var lines = text.components(separatedBy: "\n")[...]
        var number = 0
        func next() -> String? {
            number += 1
            return lines.popFirst()
        }
        while let line = next() {
            if line.hasPrefix("=== ") {
                var content: [String] = []
                while let line = next(), line != "===" { content.append(line) }
                steps.append(.file(path: String(line.dropFirst(4)), lines: content))
            } else if line.hasPrefix("$ ") {
                var command = Command(line: number, text: String(line.dropFirst(2)))
                while let more = lines.first, more.hasPrefix("> ") || more == ">" {
                    command.text += "\n" + more.dropFirst(2)
                    _ = next()
                }
                while let line = lines.first, !Transcript.isMark(line) {
                    command.read(line)
                    _ = next()
                }
                steps.append(.command(command))
            } else if case .note(let known)? = steps.last {
                steps[steps.count - 1] = .note(known + [line])
            } else {
                steps.append(.note([line]))
            }
        }
    }

    /// True if a new step begins with this line.
    static func isMark(_ line: String) -> Bool {
        line.hasPrefix("$ ") || line.hasPrefix("=== ") || line.hasPrefix("## ")
    }

    /// The text of the file.
    var text: String {
        steps.map { step in
            switch step {
            case .note(let lines): lines.joined(separator: "\n")
            case .file(let path, let lines): (["=== " + path] + lines + ["==="]).joined(separator: "\n")
            case .command(let command): command.written
            }
        }.joined(separator: "\n")
    }
}

extension Transcript.Command {
    fileprivate mutating func read(_ line: String) {
        if line.hasPrefix("2> ") || line == "2>" {
            error.append(String(line.dropFirst(3)))
        } else if let status = Transcript.Command.status(line) {
            self.status = status
        } else {
            output.append(line.hasPrefix("\\") ? String(line.dropFirst()) : line)
        }
    }

    private static func status(_ line: String) -> Int32? {
        guard line.hasPrefix("["), line.hasSuffix("]") else { return nil }
        return Int32(line.dropFirst().dropLast())
    }

    fileprivate var written: String {
        var lines = text.components(separatedBy: "\n").enumerated().map {
            ($0.offset == 0 ? "$ " : "> ") + $0.element
        }
        for line in output.droppingEmptyEnd {
            let isPlain =
                !Transcript.isMark(line) && !line.hasPrefix("2>") && !line.hasPrefix("\\")
                && !line.hasPrefix("> ")
                && line != ">" && Transcript.Command.status(line) == nil
            lines.append(isPlain ? line : "\\" + line)
        }
        lines += error.droppingEmptyEnd.map { $0.isEmpty ? "2>" : "2> " + $0 }
        if status != 0 { lines.append("[\(status)]") }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension [String] {
    var droppingEmptyEnd: [String] {
        var lines = self
        while lines.last == "" { lines.removeLast() }
        return lines
    }
}
