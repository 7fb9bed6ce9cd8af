internal import Diagnostics
internal import YAMLTree

extension DiagnosticRule {
    /// Two names of variables that people can't tell apart.
    static let similarNames = DiagnosticRule(
        "PP421", severity: .warning, title: "two variable names that look alike",
        explanation: """
            In format 2, two variables of one scope have names that differ only by `-` and `_`, by case, or by forms of a \
            character that look alike (such as full-width letters). They are different variables, which is rarely intended. Use \
            one name, or names that differ in more.
            """,
        wrong: "variables: {user-name: {}, user_name: {}}\ncontent: \"{{user-name}} {{user_name}}\"\n",
        right: "variables: {user-name: {}}\ncontent: \"{{user-name}}\"\n", beside: [.secondFormat])
}

/// The variables of one scope should have names that people can tell apart: those that the file declares, and in a prompt
/// also those that its texts use.
enum SimilarNames: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        guard subject.file.format >= .two else { return }
        if case .variable(let variable) = subject.record {
            look(at: variable, in: subject, into: &report)
            return
        }
        var known: [String: String] = [:]
        for variable in subject.variables {
            let name = variable.name.value
            let twin = known.updateValue(name, forKey: NameSkeleton.of(name))
            if let twin { report.append(.similarNames(name, like: twin, at: variable.name.range)) }
        }
        guard case .prompt = subject.record, let resolved = subject.resolved else { return }
        let scope = subject.scope
        let declared = Set(subject.variables.map(\.name.value))
        for module in resolved.modules {
            for text in module.texts {
                var textRanges: YAMLTextRanges?
                subject.walk.visit(text) { used in
                    if UndeclaredNames.isItemField(used, in: scope) { return }
                    let name = used.name
                    let skeleton = NameSkeleton.of(name)
                    guard let twin = known[skeleton] else {
                        known[skeleton] = name
                        return
                    }
                    guard twin != name, !declared.contains(name) else { return }
                    // Each pair is reported once.
                    known[skeleton] = name
                    var range = module.useRange
                    if module.chain.isEmpty {
                        let made = textRanges ?? text.content.textRanges
                        textRanges = made
                        range = made.sourceRange(ofText: used.range)
                    }
                    report.append(.similarNames(name, like: twin, at: range))
                } broken: { _ in
                }
            }
        }
    }

    /// Compares a shared variable with those of its folder that differ only by `-` and `_`, or by case.
    private static func look(at variable: Variable, in subject: Subject, into report: inout [Diagnostic]) {
        let name = variable.name.value
        let spellings = [
            name.replacing("-", with: "_"), name.replacing("_", with: "-"), name.lowercased(),
            NameSkeleton.of(name),
        ]
        for spelling in spellings where spelling != name {
            guard let twin = subject.library.variable(named: spelling, in: subject.file.address.folder),
                twin.address != subject.file.address
            else { continue }
            report.append(.similarNames(name, like: spelling, at: variable.name.range))
            return
        }
    }
}

extension Diagnostic {
    /// Reports `name`, which looks like `other`.
    fileprivate static func similarNames(
        _ name: String, like other: String, at range: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            .similarNames, message: "\(quoted(name)) and \(quoted(other)) are two variables that look alike",
            at: range, help: "use one name, or names that differ in more")
    }
}
