/// The template that a partial's name refers to.
public struct TemplatePartial: Sendable {
    /// The template to insert.
    public let template: Template
    /// The caller's number for the template's file. It is passed back when a partial inside the template is
    /// looked up.
    public let home: Int

    /// Creates a partial. `home` can be left out if a partial's name means the same in every file.
    public init(_ template: Template, home: Int = 0) {
        self.template = template
        self.home = home
    }
}

extension Template {
    /// Renders to bytes of valid UTF-8, which are appended to `output`.
    ///
    /// - Parameters:
    ///   - context: the value in which names are looked up, usually an object.
    ///   - home: the number of this template's file, as `partials` knows it.
    ///   - partials: returns the template for a partial's name, looked up from the home of the template that
    ///     has the tag. If it returns `nil`, nothing is inserted. It is called for every insertion, so it
    ///     should cache its results.
    /// - Returns: the inserted values, if the options ask for them, with ranges from the start of this text.
    /// - Throws: ``TemplateError`` at a limit; `output` is then unchanged.
    @discardableResult
    public func render(
        _ context: TemplateValue, into output: inout [UInt8], options: TemplateOptions = TemplateOptions(),
        home: Int = 0, partials: (_ name: String, _ home: Int) -> TemplatePartial?
    ) throws(TemplateError) -> [TemplateInsertion] {
        var renderer = TemplateRenderer(context, options: options)
        renderer.begin(&output, extra: program.bytes.count)
        do throws(TemplateError) {
            try renderer.run(program, home: home, indent: [], partials: partials)
        } catch {
            renderer.finish(&output, keep: false)
            throw error
        }
        renderer.finish(&output, keep: true)
        return renderer.insertions
    }

    /// Renders to a text.
    ///
    /// - Parameter partials: returns the template for a partial's name; if it returns `nil`, nothing is
    ///   inserted.
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
