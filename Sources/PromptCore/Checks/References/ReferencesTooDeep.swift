internal import Diagnostics

extension DiagnosticRule {
    /// Modules that use or insert each other deeper than the limit.
    static let referencesTooDeep = DiagnosticRule(
        "PP308", severity: .error, title: "partials or uses nested too deeply",
        explanation: """
            Partials may insert partials, and modules may use modules, up to 32 levels deep. The limit keeps \
            a hostile library from costing time and memory. No prompt that people read needs more than three \
            levels. Insert the inner texts directly.
            """,
        wrong: "a module that inserts a module that inserts a module, and so on through 33 files.",
        right: "a prompt that names the modules it needs, each with `use`.", isFile: false)
}

extension Diagnostic {
    /// Reports a `use` that leads through more modules than the limit.
    static func referencesTooDeep(ofUseAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .referencesTooDeep, message: "modules use each other more than \(Resolver.maxUseDepth) deep",
            at: range,
            help: "use the last module of the chain directly")
    }

    /// Reports a tag that leads through more partials than the limit.
    static func referencesTooDeep(ofPartialAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .referencesTooDeep,
            message: "partials insert each other more than \(TemplateLimits.maxPartialDepth) deep", at: range,
            help: "insert the inner texts directly")
    }
}
