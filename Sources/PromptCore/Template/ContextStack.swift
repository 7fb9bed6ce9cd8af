/// The values that sections have opened, innermost last, on top of the root.
struct ContextStack {
    private struct Frame {
        let value: TemplateValue
        /// The nearest frame, this one or below, in which names can be looked up; -1 for none. Texts and truths
        /// are passed over so, however many sections they have opened.
        let named: Int
    }

    private var frames: [Frame] = []

    init(_ root: TemplateValue) { push(root) }

    mutating func push(_ value: TemplateValue) {
        let below = frames.last?.named ?? -1
        frames.append(Frame(value: value, named: value.hasFields ? frames.count : below))
    }

    mutating func pop() { frames.removeLast() }

    /// The value of a dotted name: the first part looked up from the innermost value outward, each further part
    /// only in what the one before it led to. `nil` where it leads nowhere.
    /// - Parameter steps: counted down once for each value looked into.
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
