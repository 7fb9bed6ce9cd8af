/// The values that sections have opened, innermost last, above the root.
struct ContextStack {
    private struct Frame {
        let value: TemplateValue
        /// Index of the nearest frame, this one or below, in which names can be looked up; -1 if there is
        /// none. So texts and Booleans are skipped at no cost, even if they have opened many sections.
        let named: Int
    }

    private var frames: [Frame] = []

    init(_ root: TemplateValue) { push(root) }

    mutating func push(_ value: TemplateValue) {
        let below = frames.last?.named ?? -1
        frames.append(Frame(value: value, named: value.hasFields ? frames.count : below))
    }

    mutating func pop() { frames.removeLast() }

    /// Returns the value of a dotted name; `nil` if there is none. The first part is looked up from the
    /// innermost value outward, each further part only in the value that the part before it found.
    ///
    /// - Parameter steps: reduced by one for each value that is searched.
    func value(_ path: TemplateProgram.Path, _ steps: inout Int) -> TemplateValue? {
        if path.isCurrent { return frames.last?.value }
        var position = frames.last?.named ?? -1
        while position >= 0 {
            steps -= 1
            if steps < 0 { return nil }
            if let found = frames[position].value.field(path.first) {
                return path.rest.isEmpty ? found : ContextStack.follow(path.rest, from: found)
            }
            position = position > 0 ? frames[position - 1].named : -1
        }
        return nil
    }

    private static func follow(_ rest: [TemplateName], from value: TemplateValue) -> TemplateValue? {
        var value = value
        for name in rest {
            guard let next = value.field(name) else { return nil }
            value = next
        }
        return value
    }
}
