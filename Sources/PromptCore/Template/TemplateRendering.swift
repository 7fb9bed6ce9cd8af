/// A template that stands for a partial's name.
public struct TemplatePartial: Sendable {
    /// What is inserted.
    public let template: Template
    /// Where it lives, as a number of the caller's: it comes back when a partial inside it is looked for.
    public let home: Int

    /// A template, and where it lives if that matters.
    public init(_ template: Template, home: Int = 0) {
        self.template = template
        self.home = home
    }
}

extension Template {
    /// Renders into bytes that are valid UTF-8, after what is already there.
    /// - Parameters:
    ///   - context: what names are looked up in, usually an object.
    ///   - home: where this template lives, as `partials` knows it.
    ///   - partials: the template for a partial's name, looked for from the home of the template whose tag it is;
    ///     `nil` inserts nothing. It is asked each time, so it should remember.
    /// - Throws: ``TemplateError`` at a limit; the output is then as it was.
    public func render(
        _ context: TemplateValue, into output: inout [UInt8], options: TemplateOptions = TemplateOptions(),
        home: Int = 0, partials: (_ name: String, _ home: Int) -> TemplatePartial?
    ) throws(TemplateError) {
        var renderer = TemplateRenderer(context, options)
        renderer.begin(&output, extra: program.bytes.count)
        do throws(TemplateError) {
            try renderer.run(program, home: home, indent: [], partials)
        } catch {
            renderer.finish(&output, keep: false)
            throw error
        }
        renderer.finish(&output, keep: true)
    }

    /// Renders to a text.
    /// - Parameter partials: the template for a partial's name; `nil` inserts nothing.
    /// - Throws: ``TemplateError`` at a limit.
    public func render(
        _ context: TemplateValue, options: TemplateOptions = TemplateOptions(),
        partials: (String) -> Template? = { _ in nil }
    ) throws(TemplateError) -> String {
        var output: [UInt8] = []
        try render(context, into: &output, options: options) { name, _ in
            partials(name).map { TemplatePartial($0) }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
