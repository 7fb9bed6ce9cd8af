internal import Diagnostics

extension DiagnosticRule {
    /// A text under `partials` that no text of the file inserts.
    static let unusedPartials = DiagnosticRule(
        "PP309", severity: .warning, title: "unused partial",
        explanation: """
            The text stands under `partials`, but no text of the file inserts it, and other files can't. Insert it with a tag, or \
            remove it.
            """,
        wrong: "partials: {rules: Be brief., tone: Be kind.}\ncontent: \"Write it. {{> rules}}\"\n",
        right: "partials: {rules: Be brief.}\ncontent: \"Write it. {{> rules}}\"\n", beside: [.formatTwo])
}

/// A text under `partials:` must be inserted by a text of the file, directly or by another one of them.
enum UnusedPartials: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        let declared = subject.record.partials
        if declared.isEmpty { return }
        var used: Set<String> = []
        var open = subject.texts.filter { $0.partial == nil }
        while let text = open.popLast() {
            for reference in text.template.references where reference.kind == .partial {
                guard let inner = text.home.partials?.text(reference.name, in: text.home),
                    used.insert(reference.name).inserted
                else { continue }
                open.append(inner)
            }
        }
        let others = subject.texts.flatMap { text in
            text.template.references.filter { $0.kind == .partial }.map(\.name)
        }
        var words = SuggestionWords(Set(others).subtracting(declared.map(\.name.value)).sorted())
        for partial in declared where !used.contains(partial.name.value) {
            // A name that is invalid has its own diagnostic.
            guard LocalPartial.isName(partial.name.value) else { continue }
            report.append(
                .unusedPartials(partial.name, similar: words.nearest(to: partial.name.value)))
        }
    }
}

extension Diagnostic {
    /// Reports a partial; `similar` is a name that a tag of the file has.
    fileprivate static func unusedPartials(_ name: Located<String>, similar: String?) -> Diagnostic {
        Diagnostic(
            .unusedPartials, message: "no text inserts the partial \(quoted(name.value))", at: name.range,
            help: similar.map { "a text inserts \(quoted($0)): is it the same partial?" }
                ?? "insert it with `{{> \(name.value)}}`, or remove it")
    }
}
