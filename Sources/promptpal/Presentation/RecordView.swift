internal import Diagnostics
internal import Git
internal import JSON
internal import PromptCore
internal import PromptStore

/// The output of `show` for a record.
struct RecordView {
    private let shown: ShowOutcome

    init(_ shown: ShowOutcome) {
        self.shown = shown
    }

    var file: ParsedFile { shown.file }
    var record: Record { shown.record }
    var description: RecordDescription? { shown.description }
    var users: [User] { shown.users }
    var version: RecordVersion? { shown.version }
    var commit: Commit? { shown.commit }
    var layer: String? { shown.layer }
    var usage: Usage.Total? { shown.usage }

    private var header: Header { record.header }
    var name: String { header.name?.value ?? (file.address == .top ? "/" : file.address.name) }

    func write(to output: Output) {
        output.line(
            Terminal.styled(Terminal.safe(name), as: .bold) + "  "
                + Terminal.styled("\(file.kind.rawValue) \(Terminal.safe(file.address.shown))", as: .dim))
        if let text = header.description { output.line(Terminal.safe(text)) }
        if !header.tags.isEmpty {
            output.line(
                Terminal.styled(
                    Terminal.safe(header.tags.map { "#" + $0.value }.joined(separator: " ")), as: .cyan))
        }
        writeFacts(to: output)
        writeModules(to: output)
        writePartials(to: output)
        writeVariables(to: output)
        if !users.isEmpty {
            output.line()
            output.line(Terminal.styled("Used by", as: .bold))
            for user in users { output.line("  " + Terminal.safe(user.text)) }
        }
    }

    private func writeFacts(to output: Output) {
        var facts: [(String, String)] = []
        if let version {
            facts.append(("version", VersionText.line(version)))
        } else if let commit {
            facts.append(("commit", "\(commit.id.short) · before the clone's horizon"))
        }
        if case .prompt(let prompt) = record, let model = prompt.model {
            let parameters = model.parameters.map { "\($0.key) \(RecordView.short($0.value))" }
            facts.append(
                (
                    "model",
                    ([model.provider, model.name].compactMap { $0 } + parameters).joined(separator: "  ")
                ))
        }
        if let made = header.createdAt {
            facts.append(("created", [made, header.createdBy].compactMap { $0 }.joined(separator: " by ")))
        }
        if let usage, usage.uses > 0 {
            facts.append(
                ("used", "\(usage.uses == 1 ? "once" : "\(usage.uses) times"), last \(usage.lastText ?? "")"))
        }
        for entry in header.metadata { facts.append((entry.key, RecordView.short(entry.value))) }
        if let id = header.id { facts.append(("id", id.value.description)) }
        facts.append(("file", file.address.file(file.kind)))
        if let layer { facts.append(("layer", layer)) }
        for (key, value) in facts {
            output.line(Terminal.styled(Terminal.safe("\(key): \(value)"), as: .dim))
        }
    }

    private func writeModules(to output: Output) {
        for module in description?.modules ?? [] {
            output.line()
            var facts = module.isSlot ? ["slot: --messages \(module.handle)=FILE"] : [module.role.rawValue]
            if module.isSeparate { facts.append("separate message") }
            if !module.visible { facts.append("hidden: --with \(module.handle)") }
            if let source = module.source, source != file.address { facts.append("from \(source)") }
            if module.name != module.handle { facts.insert(module.handle, at: 0) }
            output.line(
                Terminal.styled(Terminal.safe(module.name), as: .bold)
                    + Terminal.styled(Terminal.safe("  \(facts.joined(separator: " · "))"), as: .dim))
            if let text = module.description { output.line("  " + Terminal.safe(text)) }
            let isOnly = module.options.count == 1
            for (index, option) in module.options.enumerated() {
                if !isOnly {
                    let mark = index == module.defaultIndex ? "●" : "○"
                    let name = option.name?.value ?? option.handle
                    let about = option.description.map { "  \($0)" } ?? ""
                    output.line(
                        Terminal.safe("  \(mark) \(name)")
                            + Terminal.styled(Terminal.safe("  \(option.handle)\(about)"), as: .dim))
                }
                for line in (option.content?.text ?? "").split(
                    separator: "\n", omittingEmptySubsequences: false
                ).dropLastEmpty {
                    output.line(
                        line.isEmpty
                            ? ""
                            : Terminal.styled(isOnly ? "  " : "    ", as: .dim) + Terminal.safe(String(line))
                    )
                }
            }
        }
    }

    private func writePartials(to output: Output) {
        guard !record.partials.isEmpty else { return }
        output.line()
        output.line(Terminal.styled("Partials", as: .bold))
        for partial in record.partials {
            let syntax = partial.syntax.map { "  syntax \($0.rawValue)" } ?? ""
            output.line(
                "  " + Terminal.styled(Terminal.safe(partial.name.value), as: .cyan)
                    + Terminal.styled(syntax, as: .dim))
            let lines = (partial.content?.text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            for line in lines.dropLastEmpty {
                output.line(line.isEmpty ? "" : "    " + Terminal.safe(String(line)))
            }
        }
    }

    private func writeVariables(to output: Output) {
        var infos = description?.variables ?? []
        if case .variable(let variable) = record {
            infos = [RecordDescription.VariableInfo(variable: variable, source: file.address.file(.variable))]
        }
        guard !infos.isEmpty else { return }
        output.line()
        output.line(Terminal.styled("Variables", as: .bold))
        var table = Table()
        for info in infos {
            let variable = info.variable
            var facts = variable.rules
            if let preset = variable.defaultText { facts += ", default \(quoted(preset))" }
            if info.isRequired { facts += ", required" }
            if info.isConditional, variable.isRequired { facts += ", needed in a section" }
            if info.source == nil { facts += ", not declared" }
            if let source = info.source, source != file.address.file(file.kind) {
                facts += ", from \(source)"
            }
            if let help = variable.help { facts += " — \(help)" }
            table.rows.append([
                "  " + Terminal.styled(Terminal.safe(variable.name.value), as: .cyan), Terminal.safe(facts),
            ])
        }
        output.write(table.text(width: nil))
    }

    private static func short(_ value: FreeValue) -> String {
        switch value {
        case .scalar(let text, _): text
        case .list(let items): "[" + items.map(short).joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.map { "\($0.key): \(short($0.value))" }.joined(separator: ", ") + "}"
        }
    }
}

extension [Substring] {
    /// The lines without the empty one after a final line end.
    fileprivate var dropLastEmpty: ArraySlice<Substring> { last == "" ? dropLast() : self[...] }
}

extension User {
    /// `marketing/launch (prompt, partial in task / formal)`
    var text: String {
        let location = [reference.module, reference.option].filter { !$0.isEmpty }.joined(separator: " / ")
        return "\(address.shown) (\(kind.rawValue), \(reference.kind.rawValue)"
            + (location.isEmpty ? ")" : " in \(location))")
    }

    /// An element of `used_by`.
    func write(to list: inout JSONWriter) {
        list.object { entry in
            entry.set("address", to: address.shown)
            entry.set("kind", to: kind.rawValue)
            entry.set("through", to: reference.kind.rawValue)
            entry.set("module", to: reference.module)
            entry.set("option", to: reference.option)
        }
    }
}

/// Versions in the form for people.
enum VersionText {
    /// Returns `v3`; `—` if the version has no number.
    static func number(_ version: RecordVersion) -> String { version.number.map { "v\($0)" } ?? "—" }

    /// Returns `2026-11-24 09:30`, in the author's time zone.
    static func time(_ signature: Signature) -> String {
        let local = CivilTime(secondsSinceEpoch: signature.seconds + Int64(signature.offsetMinutes) * 60)
        return String(local.text.prefix(16).map { $0 == "T" ? " " : $0 })
    }

    /// Returns `v3 · 3f2a9c1 · 2026-11-24 09:30 · Ana Ruiz · Change words.max`.
    static func line(_ version: RecordVersion) -> String {
        let commit = version.commit
        let parts = [
            number(version), commit.id.short, time(commit.author), commit.author.name, commit.summary,
        ]
        return parts.joined(separator: " · ")
    }
}
