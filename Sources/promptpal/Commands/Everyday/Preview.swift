internal import Glibc
internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// `render --preview`: the modules one by one, with missing values marked.
struct Preview {
    private let outcome: RenderOutcome

    init(_ outcome: RenderOutcome) {
        self.outcome = outcome
    }

    func write() throws(Failure) {
        let rendered = try outcome.textOrLimit()
        let output = Output.standard
        for (index, part) in rendered.parts.enumerated() {
            if index > 0 { output.line() }
            let title = "── \(part.module) · \(part.option) · \(part.role.rawValue) "
            let rule = title + String(repeating: "─", count: max(4, 60 - title.unicodeScalars.count))
            output.line(Terminal.styled(Terminal.safe(rule), as: .dim))
            output.line(marked(part))
        }
        let open = outcome.problems.filter { $0.kind == .missing || $0.kind == .wrong }
        guard !open.isEmpty else { return }
        output.line()
        for problem in open {
            output.line(Terminal.styled("! " + Terminal.safe(problem.message), as: .yellow))
            if let help = problem.help { output.line("  " + Terminal.safe(help)) }
        }
    }

    /// Returns a module's text with each name without a value in colour.
    private func marked(_ part: Rendered.Part) -> String {
        let text = part.text.utf8
        var result = ""
        var position = text.startIndex
        for missing in part.insertions where missing.isMissing {
            let start = text.index(text.startIndex, offsetBy: missing.range.lowerBound)
            let end = text.index(text.startIndex, offsetBy: missing.range.upperBound)
            result += Terminal.safe(String(part.text[position..<start]))
            result += Terminal.styled(Terminal.safe(String(part.text[start..<end])), as: .yellow)
            position = end
        }
        return result + Terminal.safe(String(part.text[position...]))
    }
}

/// `render --verbose`: the source of each value.
struct ValueSources {
    private let outcome: RenderOutcome

    init(_ outcome: RenderOutcome) {
        self.outcome = outcome
    }

    func write(to output: Output) {
        for module in outcome.modules where module.isIncluded {
            guard let option = module.option else { continue }
            output.line(Terminal.safe("module: \(module.handle), option \(option)"))
        }
        for value in outcome.values {
            output.line(Terminal.safe("value: \(value.name) from \(source(of: value))"))
        }
    }

    private func source(of value: RenderOutcome.Value) -> String {
        switch value.source {
        case .flag: "--var"
        case .file(let file): file
        case .answer: "your answer"
        case nil: value.value == .empty ? "nowhere: it is empty" : "its default"
        }
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
                status: 2, message: "no clipboard program was found",
                help: "install wl-copy, xclip or xsel, or pipe the output to another program")
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
            for index in 0..<4 {
                let isPadding = index > group.count
                result.append(isPadding ? 0x3D : digits[Int(bits >> UInt32(18 - 6 * index) & 63)])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
