internal import Diagnostics
internal import PromptCore
internal import PromptStore
internal import SystemPackage
internal import YAMLTree

/// Turns `render`'s flags into a request, and reads the files they name.
struct RequestReader {
    private let globals: Globals

    init(_ globals: Globals) {
        self.globals = globals
    }

    func read(_ command: Render) throws(Failure) -> RenderRequest {
        var request = RenderRequest()
        for file in command.files {
            for (name, value) in try values(in: file) where request.values[name] == nil {
                request.values[name] = RenderRequest.Given(value, from: .file(file))
            }
        }
        var flags: [String: RenderRequest.Given] = [:]
        var readsInput = false
        for argument in command.variables {
            let (name, text) = try pair(argument, "--var", "NAME=VALUE")
            if text == "-" {
                guard !readsInput else { throw Failure(64, "standard input can be one variable's value only") }
                readsInput = true
            }
            let value = try value(text)
            // The same flag again adds to a list: --var tags=a --var tags=b.
            if case .text(let added) = value, let known = flags[name]?.value {
                switch known {
                case .text(let first): flags[name] = RenderRequest.Given(.list([first, added]), from: .flag)
                case .list(let items): flags[name] = RenderRequest.Given(.list(items + [added]), from: .flag)
                }
            } else {
                flags[name] = RenderRequest.Given(value, from: .flag)
            }
        }
        request.values.merge(flags) { _, flag in flag }
        for argument in command.options {
            let (module, option) = try pair(argument, "--option", "MODULE=OPTION")
            request.options.append((module, option))
        }
        request.with = command.with
        request.without = command.without
        return request
    }

    private func pair(_ argument: String, _ flag: String, _ form: String) throws(Failure) -> (String, String) {
        guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
            throw Failure(64, "\(flag) \(quoted(argument)) is not \(form)", help: "write \(flag) \(form)")
        }
        return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
    }

    /// `@FILE` and `-` are read; `@@` is a text that starts with `@`. The last line end goes.
    private func value(_ text: String) throws(Failure) -> RawValue {
        if text == "-" { return .text(InputFile.text(try InputFile.standardInput(), "standard input").trimmed) }
        if text.hasPrefix("@@") { return .text(String(text.dropFirst())) }
        if text.hasPrefix("@") {
            let path = globals.start.pushing(FilePath(String(text.dropFirst())))
            return .text(InputFile.text(try InputFile.read(path), path.string).trimmed)
        }
        return .text(text)
    }

    private func values(in file: String) throws(Failure) -> [(String, RawValue)] {
        let bytes = try InputFile.read(globals.start.pushing(FilePath(file)))
        let isJSON = file.hasSuffix(".json")
        let source = SourceText(name: file, bytes: isJSON ? JSONText.joiningSurrogates(bytes) : bytes)
        let parsed = YAMLTree.parse(source)
        let errors = parsed.diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty, let tree = parsed.tree else {
            throw Failure(blocked: [FileDiagnostics(source: source, diagnostics: errors)])
        }
        guard let root = tree.root else { return [] }
        guard root.kind == .mapping else {
            throw Failure(1, "\(file) must be a map of names to values", help: "write `product: Acme`, one a line")
        }
        var values: [(String, RawValue)] = []
        for entry in root.entries {
            switch entry.value.kind {
            case .scalar:
                if !entry.value.isNull { values.append((entry.key.text, .text(entry.value.text))) }
            case .sequence:
                let items = entry.value.items.map(\.text)
                values.append((entry.key.text, .list(items)))
            case .mapping:
                throw Failure(1, "\(file): the value of \(quoted(entry.key.text)) must be a text or a list, not a map")
            }
        }
        return values
    }
}

/// JSON's way of writing characters beyond U+FFFF, which YAML does not know.
enum JSONText {
    /// Each pair of surrogate escapes (`\uD83D\uDE00`) as the character it means.
    static func joiningSurrogates(_ bytes: [UInt8]) -> [UInt8] {
        func unit(_ index: Int) -> UInt32? {
            guard index + 6 <= bytes.count, bytes[index] == 0x5C, bytes[index + 1] == 0x75 else { return nil }
            return UInt32(String(decoding: bytes[index + 2..<index + 6], as: UTF8.self), radix: 16)
        }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let high = unit(index), (0xD800..<0xDC00).contains(high), let low = unit(index + 6),
                (0xDC00..<0xE000).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
            {
                result += String(Character(scalar)).utf8
                index += 12
            } else if bytes[index] == 0x5C, index + 1 < bytes.count {
                result += bytes[index...index + 1]
                index += 2
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}
