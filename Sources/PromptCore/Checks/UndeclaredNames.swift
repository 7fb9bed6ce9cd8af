internal import Diagnostics
internal import YAMLTree

extension DiagnosticRule {
    /// A name in a text that nothing declares.
    static let undeclaredNames = DiagnosticRule(
        "PP406", severity: .warning, title: "undeclared variable",
        explanation: """
            A text uses a name that neither the prompt, nor the module, nor a shared variable declares. It \
            is treated as a required text, which is often a mistake. Correct the name, or declare it under \
            `variables:`. Every option, section and partial is checked.
            """,
        wrong: "variables: {audience: {}}\ncontent: \"For {{audience}} and {{audiense}}.\"\n",
        right: "variables: {audience: {}}\ncontent: \"For {{audience}}.\"\n")
}

/// An undeclared name counts as a required text, but is often a typing mistake. In format 1, a field that does not exist is
/// a warning.
enum UndeclaredNames: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        // The prompts that use a shared module declare its names, so they are checked there.
        guard case .prompt = subject.record, let resolved = subject.resolved else { return }
        let scope = subject.scope
        var seen: Set<String> = []
        var known: SuggestionWords?
        func isOwn(_ name: TextWalk.Name) -> Bool {
            name.text.partial != nil && name.home.kind == .prompt
        }
        for module in resolved.modules {
            for text in module.texts {
                var textRanges: YAMLTextRanges?
                func range(of name: TextWalk.Name) -> Range<Int> {
                    guard module.chain.isEmpty else { return module.useRange }
                    // A name in one of the file's own partials stands in this file.
                    if name.isInPartial, isOwn(name) {
                        return name.text.content.textRanges.sourceRange(ofText: name.ownRange)
                    }
                    let made = textRanges ?? text.content.textRanges
                    textRanges = made
                    return made.sourceRange(ofText: name.range)
                }
                subject.walk.visit(text) { name in
                    // Most names are the prompt's own, which take precedence in every text.
                    if name.field == nil, scope.prompt.declares(name.name) { return }
                    let inFile = module.chain.isEmpty && (!name.isInPartial || isOwn(name))
                    if let unknown = UnknownField(name, in: scope) {
                        // In format 2 it is an error, by a rule of its own.
                        guard name.home.format == .one, seen.insert(unknown.written).inserted else { return }
                        report.append(.unknownFields(unknown, isOwn: inFile, in: scope, at: range(of: name)))
                    } else if scope.declaration(of: name.name, in: name.home) == nil,
                        !isItemField(name, in: scope),
                        seen.insert(name.name).inserted
                    {
                        report.append(
                            .undeclaredNames(
                                name.name, usedBy: inFile ? nil : name.home.file, at: range(of: name),
                                help: help(for: name, in: subject, known: &known)))
                    }
                } broken: { _ in
                }
            }
        }
    }

    /// True for `{{label}}` and `{{value}}` inside a section over choices, which are fields of the item.
    static func isItemField(_ name: TextWalk.Name, in scope: VariableScope) -> Bool {
        guard name.name == "label" || name.name == "value" else { return false }
        return name.sections.contains { section in
            let first = section.split(separator: ".").first.map(String.init) ?? section
            // A field of a variable is no item.
            if name.home.format >= .two, first != section { return false }
            let type = scope.declaration(of: first, in: name.home)?.variable.type
            return type == .select || type == .multiselect
        }
    }

    private static func help(
        for used: TextWalk.Name, in subject: Subject, known: inout SuggestionWords?
    ) -> String {
        let name = used.name
        if known == nil {
            var names = subject.variables.map(\.name.value)
            for module in subject.resolved?.modules ?? [] {
                names += module.chain.flatMap { $0.module?.variables.map(\.name.value) ?? [] }
            }
            known = SuggestionWords(names)
        }
        // If another module declares the name, it is no typing mistake.
        let format = used.home.format
        if let near = known?.nearest(to: name), near != name,
            Variable.isName(name, in: format) || NameSkeleton.of(near) == NameSkeleton.of(name)
        {
            return "did you mean \(quoted(near))?"
        }
        guard Variable.isName(name, in: format) else {
            let advice = Variable.declarableName(for: name, in: format).map {
                "declare and write \(quoted($0))"
            }
            let help = Variable.help(forName: name, in: format, advice: advice ?? "")
            return "this name can't be declared: "
                + (help.isEmpty ? Variable.nameRule(in: format) : help)
        }
        return "declare it under `variables:`: `\(name): {type: text}`"
    }
}

extension ResolvedModule {
    /// The range of the reference to the shared module.
    var useRange: Range<Int> {
        if case .use(let reference, _) = entry.body { reference.range } else { entry.range }
    }
}

extension Diagnostic {
    /// Reports `name`; `user` is the file whose text has it, if it is not the checked one.
    fileprivate static func undeclaredNames(
        _ name: String, usedBy user: String?, at range: Range<Int>, help: String
    ) -> Diagnostic {
        let whose = user.map { ", used by \(quoted($0))," } ?? ""
        return Diagnostic(
            .undeclaredNames, message: "\(quoted(name))\(whose) is not declared", at: range, help: help)
    }
}
