internal import Diagnostics
internal import YAMLTree

extension DiagnosticRule {
    /// A dotted name, or a word of another language, that means nothing; in format 2.
    static let missingFields = DiagnosticRule(
        "PP420", severity: .error, title: "a dotted name that does not exist",
        explanation: """
            In format 2, every name has `{{x.json}}`, a select also `{{x.label}}` and `{{x.value}}`, and a multiselect \
            `{{x.count}}` and `{{x.any}}`. Inside a section over a multiselect, `{{label}}` and `{{value}}` belong to the item. \
            Any other dotted name would insert nothing, and `{{else}}` and `{{this}}` are names of variables, because Mustache \
            has no such words. Format 1 has a warning for it (PP412).
            """,
        wrong: "variables: {customer_name: {}}\ncontent: \"Dear {{customer.name}}, {{customer_name}}\"\n",
        right: "variables: {customer_name: {}}\ncontent: \"Dear {{customer_name}}\"\n",
        beside: [.secondFormat])
}

/// In format 2, every dotted name must exist.
enum MissingFields: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        let scope = subject.scope
        var seen: Set<String> = []
        if let resolved = subject.resolved, case .prompt = subject.record {
            for module in resolved.modules {
                for text in module.texts {
                    let isOwn = module.chain.isEmpty
                    look(at: text, useRange: isOwn ? nil : module.useRange, in: subject) { name, range in
                        guard let unknown = UnknownField(name, in: scope) else { return }
                        let inFile = isOwn && !name.isInPartial
                        // The file of the text has the error too, if the prompt has nothing to do with it.
                        guard inFile || !unknown.isCertain && seen.insert(unknown.written).inserted else {
                            return
                        }
                        report.append(.missingFields(unknown, isOwn: inFile, in: scope, at: range))
                    }
                }
            }
            return
        }
        for text in subject.texts {
            look(at: text, useRange: nil, in: subject) { name, range in
                guard !name.isInPartial, let unknown = UnknownField(name, in: scope), unknown.isCertain else {
                    return
                }
                report.append(.missingFields(unknown, isOwn: true, in: scope, at: range))
            }
        }
    }

    /// Visits the names of format 2 in a text, each with its range in the checked file.
    private static func look(
        at text: ScopedText, useRange: Range<Int>?, in subject: Subject,
        found: (TextWalk.Name, Range<Int>) -> Void
    ) {
        guard text.home.format >= .two else { return }
        var textRanges: YAMLTextRanges?
        subject.walk.visit(text) { name in
            guard name.home.format >= .two, name.field != nil || name.name == "else" || name.name == "this"
            else { return }
            if let useRange { return found(name, useRange) }
            let made = textRanges ?? text.content.textRanges
            textRanges = made
            found(name, made.sourceRange(ofText: name.range))
        } broken: { _ in
        }
    }
}

extension ExampleFile {
    /// The manifest of a store of format 2, for rules that only that format has.
    static let secondFormat = ExampleFile("promptpal.yaml", text: "format: 2\n")
}

extension Diagnostic {
    /// Reports `unknown`.
    ///
    /// - Parameter isOwn: true if the checked file's own text has the name.
    static func missingFields(
        _ unknown: UnknownField, isOwn: Bool, in scope: VariableScope, at range: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            .missingFields, message: unknown.message(user: isOwn ? nil : unknown.home.file), at: range,
            help: unknown.help(in: scope))
    }
}
