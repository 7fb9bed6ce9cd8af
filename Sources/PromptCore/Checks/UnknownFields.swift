internal import Diagnostics

/// A name in a text that means nothing: a dotted name whose field does not exist, or a word that other languages of
/// templates have.
struct UnknownField {
    /// The name as written: `customer.name`, `else`.
    let written: String
    /// The part before the first dot.
    let name: String
    /// The part after it; `nil` for a word.
    let field: String?
    /// The variable; `nil` if none is declared.
    let variable: Variable?
    /// True for a field of a choice inside a section over choices.
    let isOfItem: Bool
    /// The innermost section around it; `nil` if there is none.
    let section: String?
    let home: Home

    /// The words that people know from Handlebars.
    private static let words = ["else", "this"]
    /// The fields of format 2 that some type has.
    private static let all: Set<String> = ["label", "value", "json", "count", "any"]

    /// Returns `nil` if the name can be looked up.
    init?(_ name: TextWalk.Name, in scope: VariableScope) {
        let isWord = UnknownField.words.contains(name.name)
        guard name.field != nil || isWord else { return nil }
        let variable = scope.declaration(of: name.name, in: name.home)?.variable
        isOfItem = UndeclaredNames.isItemField(name, in: scope)
        if let field = name.field {
            let known = UnknownField.fields(of: isOfItem ? nil : variable?.type, in: name.home.format)
            if known.contains(field) { return nil }
        } else if variable != nil {
            return nil
        }
        self.variable = variable
        self.name = name.name
        field = name.field
        written = name.field.map { "\(name.name).\($0)" } ?? name.name
        section = name.sections.last
        home = name.home
    }

    /// True if no declaration of a prompt can give the name a meaning.
    var isCertain: Bool { field.map { !UnknownField.all.contains($0) } ?? true }

    /// The fields of a type; `nil` for an undeclared name and for a field of a choice.
    private static func fields(of type: VariableType?, in format: Format) -> [String] {
        let own = type == .select ? ["label", "value"] : []
        guard format >= .two else { return own }
        return own + (type == .multiselect ? ["count", "any", "json"] : ["json"])
    }

    /// The problem in one sentence.
    ///
    /// - Parameter user: the file whose text has the name, if it is not the checked one.
    func message(user: String?) -> String {
        let whose = user.map { ", used by \(quoted($0))," } ?? ""
        guard let field else {
            return
                "\(quoted(name))\(whose) is the name of a variable that is not declared: Mustache has no such word"
        }
        if isOfItem { return "\(quoted(name))\(whose) of a choice has no \(quoted(field))" }
        guard let variable else {
            return "\(quoted(name))\(whose) is not declared, and an undeclared name has no \(quoted(field))"
        }
        return "\(quoted(name))\(whose) is a \(variable.type.rawValue) and has no \(quoted(field))"
    }

    /// The names that exist instead.
    ///
    /// - Parameter scope: where a variable of a similar name is looked up.
    func help(in scope: VariableScope) -> String {
        guard let field else { return helpForWord }
        var nearest = ""
        if variable == nil, !isOfItem {
            if name == "this" { return "in a section, write `{{\(field)}}`" }
            for joint in ["_", "-"] {
                let joined = (name + "." + field).replacing(".", with: joint)
                if nearest.isEmpty, scope.declaration(of: joined, in: home) != nil {
                    nearest = "did you mean `{{\(joined)}}`? "
                }
            }
        }
        let fields = UnknownField.fields(of: isOfItem ? nil : variable?.type, in: home.format)
        let tags = ["`{{\(name)}}`"] + fields.map { "`{{\(name).\($0)}}`" }
        if tags.count == 1 { return nearest + "write \(tags[0])" }
        let owner =
            isOfItem ? "it" : variable.map { "a \($0.type.rawValue)" } ?? "an undeclared name"
        return nearest + "\(owner) has \(tags.dropLast().joined(separator: ", ")) and \(tags[tags.count - 1])"
    }

    private var helpForWord: String {
        if name == "this" { return "write `{{.}}`, which inserts the item of the section" }
        let opened = section ?? "name"
        return "close the section and write `{{^\(opened)}}…{{/\(opened)}}`, which is kept if it is false"
    }
}

extension DiagnosticRule {
    /// A dotted name, or a word of another language, that means nothing; in format 1.
    static let unknownFields = DiagnosticRule(
        "PP412", severity: .warning, title: "a field that the type does not have",
        explanation: """
            Only a select has fields: `{{x.label}}` and `{{x.value}}`; inside a section over a multiselect, `{{label}}` and \
            `{{value}}` belong to the item. Every other dotted name inserts nothing, and `{{else}}` and `{{this}}` are names of \
            variables, because Mustache has no such words. In format 2 all of these are errors (PP420).
            """,
        wrong: "variables: {topic: {}}\ncontent: \"{{topic}} {{topic.label}}\"\n",
        right: "variables: {topic: {}}\ncontent: \"{{topic}}\"\n")
}

extension Diagnostic {
    /// Reports `unknown`.
    ///
    /// - Parameter isOwn: true if the checked file's own text has the name.
    static func unknownFields(
        _ unknown: UnknownField, isOwn: Bool, in scope: VariableScope, at range: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            .unknownFields, message: unknown.message(user: isOwn ? nil : unknown.home.file), at: range,
            help: unknown.help(in: scope))
    }
}
