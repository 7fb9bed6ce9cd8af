internal import Diagnostics
internal import YAMLTree

/// The text of a new record: a commented template, or the given text.
public struct NewFile: Sendable {
    private let kind: RecordKind
    private let address: Address
    private let format: Format
    private let name: String?
    private let id: RecordID
    private let now: String
    private let author: String

    /// - Parameters:
    ///   - name: the name for people; `nil` makes one from the address.
    ///   - now: the time, in RFC 3339.
    ///   - author: `Name <address>`.
    public init(
        kind: RecordKind, address: Address, format: Format, name: String?, id: RecordID, now: String,
        author: String
    ) {
        self.kind = kind
        self.address = address
        self.format = format
        self.name = name
        self.id = id
        self.now = now
        self.author = author
    }

    /// Returns the file's text.
    ///
    /// - Parameter given: a whole file of the kind, which only gets a new id; or a plain text, which becomes
    ///   the content; `nil` for the template.
    /// - Throws: ``AssignmentError`` if the given text is empty or does not fit the kind.
    public func text(from given: String?) throws(AssignmentError) -> String {
        guard let given else { return head + template }
        if let file = asFile(given) { return file }
        let text = NewFile.plain(given)
        switch kind {
        case .prompt, .module:
            guard !text.isEmpty else {
                throw AssignmentError("the given text is empty", help: "omit --from to use a template")
            }
            return head + YAMLEmitter.entry("content", value: .text(ending(text)))
        case .variable:
            return head
                + YAMLEmitter.entry(
                    "default", value: .text(text.hasSuffix("\n") ? String(text.dropLast()) : text))
        case .folder, .manifest:
            return head
                + YAMLEmitter.entry(
                    "description", value: .text(text.hasSuffix("\n") ? String(text.dropLast()) : text))
        }
    }

    /// Returns a text without the marks that editors of other systems add: no byte-order mark, LF line ends.
    private static func plain(_ text: String) -> String {
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        return text.utf8.contains(0x0D) ? text.replacing("\r\n", with: "\n") : text
    }

    /// Returns `given` if it is meant as a file of this kind: a map that has the kind's main key, or whose
    /// keys are all keys of the kind. A file with errors counts too, so that its errors are shown and it is
    /// not taken as a text.
    private func asFile(_ given: String) -> String? {
        let parsed = ParsedFile(
            .init(name: address.file(kind), given), kind: kind, address: address, format: format)
        guard let root = parsed.tree?.root else { return hasMainKey(given) ? given : nil }
        guard root.kind == .mapping else { return nil }
        let keys = root.entries.map(\.key.text)
        let known = Keys.description(of: kind).keyNames
        guard keys.contains(where: mainKeys.contains) || keys.allSatisfy(known.contains) else { return nil }
        // Errors are reported with the lines of the given text.
        if parsed.diagnostics.contains(where: { $0.severity == .error }) { return given }
        // A copy is a new record, so the original keeps its id and the copy gets a new one.
        var file = parsed
        if parsed.record?.header.id != nil {
            guard let tree = try? parsed.tree?.applying(.set([.key("id")], .plain(id.description))) else {
                return nil
            }
            file = ParsedFile(tree.source, kind: kind, address: address, format: format)
        } else {
            file = (try? parsed.assigningID(id)) ?? parsed
        }
        return String(decoding: file.source.bytes, as: UTF8.self)
    }

    /// The keys that identify a map as a file of this kind.
    private var mainKeys: [String] {
        switch kind {
        case .prompt: ["content", "modules"]
        case .module: ["content", "options"]
        case .variable: ["type"]
        case .folder, .manifest: []
        }
    }

    /// True if a line of a text that is no YAML begins with a main key.
    private func hasMainKey(_ text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).contains { line in
            mainKeys.contains { line.hasPrefix($0 + ":") }
        }
    }

    /// Returns the text with a line end at its end, as in a literal block.
    private func ending(_ text: String) -> String {
        text.hasSuffix("\n") ? text : text + "\n"
    }

    /// The `name` of a variable is the name in texts, so it is written only if the file's name does not imply
    /// it.
    private var head: String {
        var text = "id: \(id)\n"
        if kind == .variable {
            let own = name ?? Variable.name(fromFile: address.name)
            if own != address.name || name != nil { text += YAMLEmitter.entry("name", value: .text(own)) }
        } else {
            text += YAMLEmitter.entry("name", value: .text(name ?? NewFile.title(address.name)))
        }
        return text + YAMLEmitter.entry("created_at", value: .plain(now))
            + YAMLEmitter.entry("created_by", value: .text(author))
    }

    /// Returns `Launch email` for `launch-email`.
    static func title(_ slug: String) -> String {
        let words = slug.replacing("-", with: " ").replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private var template: String {
        switch kind {
        case .prompt: NewFile.promptTemplate
        case .module: NewFile.moduleTemplate
        case .variable: NewFile.variableTemplate
        case .folder, .manifest: "# description: What this folder is for.\n"
        }
    }

    private static let promptTemplate = """
        # description: What the prompt is for, in a sentence.
        # tags: [first, second]
        # model: {provider: anthropic, name: claude-sonnet-4-5, parameters: {max_tokens: 800}}

        variables:
          topic: {type: text, help: What it is about}
          # words: {type: number, min: 50, max: 400, default: 150}
          # audience: {type: select, options: [developers, executives], default: developers}

        modules:
          # - use: tone                # a shared module of this folder or one above
          - name: Task
            # role: system             # system, user (the default) or assistant
            content: |
              Write about {{topic}}.

        """

    private static let moduleTemplate = """
        # description: What the module adds to a prompt.
        # role: system                 # system, user (the default) or assistant
        options:
          - name: Standard
            default: true
            content: |
              Write here what every prompt with this module says.
          # - name: Another
          #   content: |
          #     An alternative, chosen with --option.

        """

    private static let variableTemplate = """
        type: text                     # text, multiline, number, boolean, select, multiselect or date
        # help: What to enter
        # default: The value if none is given
        # options: [first, second]     # for select and multiselect

        """
}

/// Scalars in a spelling that every YAML reader reads as the same text.
public enum YAMLText {
    /// Returns `text` as the value of a key on one line.
    public static func scalar(_ text: String) -> String {
        let entry = YAMLEmitter.entry("k", value: .text(text))
        return String(entry.dropFirst(3).prefix { $0 != "\n" })
    }
}
