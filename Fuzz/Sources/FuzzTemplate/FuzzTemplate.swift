import PromptCore

// Templates and patterns from any bytes: nothing may crash, hang or leave its ranges, and what must hold of
// every rendering is checked. The input is a text; up to the first 0 byte the template, then a partial, then
// a value.

/// The entry libFuzzer calls.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTemplate(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)
    let parts = input.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    let text = parts.first ?? ""
    let partial = parts.count > 1 ? parts[1] : ""
    let value = parts.count > 2 ? parts[2] : "{{>p}}"
    let template = Template(text)
    checkRanges(template, text)
    checkLiteral(text)
    checkValuesAreNoTemplates(template, Template(partial), value, text + partial)
    checkPattern(text, value)
    return 0
}

/// Every range lies in the text, names lie in their tags, problems are in order.
private func checkRanges(_ template: Template, _ text: String) {
    let bytes = Array(text.utf8)
    var last = 0
    for problem in template.problems {
        guard let range = problem.range else { preconditionFailure("a problem without a range") }
        precondition(range.lowerBound >= last && range.upperBound <= bytes.count)
        precondition(!problem.message.isEmpty)
        last = range.lowerBound
    }
    last = 0
    for reference in template.references {
        let tag = reference.tagRange
        let name = reference.nameRange
        precondition(tag.lowerBound >= last && tag.upperBound <= bytes.count && !name.isEmpty)
        precondition(tag.lowerBound < name.lowerBound && name.upperBound < tag.upperBound)
        precondition(Array(reference.name.utf8) == Array(bytes[name]))
        precondition(reference.sections.count <= TemplateLimits.maxNamedSections)
        last = tag.upperBound
    }
}

/// A literal comes out as it went in; so does a text without tags.
private func checkLiteral(_ text: String) {
    let rendered = try? Template.literal(text).render([:])
    precondition(rendered == text)
    if !text.utf8.contains(UInt8(ascii: "{")) {
        precondition((try? Template(text).render([:])) == text)
    }
}

/// The content of a value changes nothing but the text that is inserted for it: rendering with a mark and
/// putting the value for the mark gives the rendering with the value.
private func checkValuesAreNoTemplates(
    _ template: Template, _ partial: Template, _ value: String, _ texts: String
) {
    let mark: UInt8 = 1
    if texts.utf8.contains(mark) || value.isEmpty { return }
    guard let marked = render(template, partial, "\u{1}"), let filled = render(template, partial, value)
    else {
        return
    }
    let expected = marked.flatMap { $0 == mark ? Array(value.utf8) : [$0] }
    precondition(expected == filled)
    precondition(String(validating: filled, as: UTF8.self) != nil)
}

private func render(_ template: Template, _ partial: Template, _ value: String) -> [UInt8]? {
    let text = TemplateValue.text(value)
    let context: TemplateValue = [
        "a": text, "b": .list([text, text, .labelled(value, fields: ["c": text])]),
        "c": .bool(true, label: value),
        "d": .object(["a": text, "d": .list([])]), "e": "",
    ]
    var options = TemplateOptions()
    options.maxSteps = 2_000
    options.maxOutputBytes = 1 << 16
    var output: [UInt8] = []
    do {
        try template.render(context, into: &output, options: options) { name, home in
            name == "none" ? nil : TemplatePartial(partial, home: home + 1)
        }
    } catch {
        precondition(output.isEmpty)
        return nil
    }
    return output
}

/// A pattern is refused within its text or answers within its budget, and twice the same.
private func checkPattern(_ text: String, _ value: String) {
    do {
        let pattern = try Pattern(text)
        let first = try? pattern.matches(value, budget: 2_000)
        precondition(first == (try? pattern.matches(value, budget: 2_000)))
    } catch {
        precondition(error.range.lowerBound >= 0 && error.range.upperBound <= text.utf8.count)
        precondition(!error.message.isEmpty)
    }
}
