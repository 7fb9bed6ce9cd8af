/// The values that sections have opened, innermost last, above the root.
struct ContextStack {
    private struct Frame {
        let value: TemplateValue
        /// Index of the nearest frame, this one or below, in which names can be looked up; -1 if there is
        /// none. So texts and Booleans are skipped at no cost, even if they have opened many sections.
        let named: Int
        /// The name that was looked up in the root for it; `nil` for the root.
        let origin: TemplateName?
    }

    /// A value that a name led to.
    struct Found {
        let value: TemplateValue
        /// The index of the frame in which the first part of the name was found; for `.`, of the innermost frame.
        fileprivate let position: Int
    }

    private var frames: [Frame] = []

    init(_ root: TemplateValue) { push(root, from: nil) }

    /// Opens a value.
    /// - Parameter origin: the name in the root that it comes from; `nil` for the root itself.
    mutating func push(_ value: TemplateValue, from origin: TemplateName?) {
        let below = frames.last?.named ?? -1
        frames.append(
            Frame(value: value, named: value.hasFields ? frames.count : below, origin: origin))
    }

    mutating func pop() { frames.removeLast() }

    /// Puts the next item of a list in place of the innermost value.
    mutating func replaceLast(with value: TemplateValue) {
        let last = frames.removeLast()
        push(value, from: last.origin)
    }

    /// The name in the root that a value comes from; `nil` for the root itself.
    func origin(of found: Found, _ path: TemplateProgram.Path) -> TemplateName? {
        found.position == 0 && !path.isCurrent ? path.first : frames[found.position].origin
    }

    /// Returns the value of a dotted name; `nil` if there is none. The first part is looked up from the
    /// innermost value outward, each further part only in the value that the part before it found.
    ///
    /// - Parameter steps: reduced by one for each value that is searched.
    func value(of path: TemplateProgram.Path, steps: inout Int) -> Found? {
        if path.isCurrent { return frames.last.map { Found(value: $0.value, position: frames.count - 1) } }
        var position = frames.last?.named ?? -1
        while position >= 0 {
            steps -= 1
            if steps < 0 { return nil }
            if let found = frames[position].value.field(path.first) {
                if path.rest.isEmpty { return Found(value: found, position: position) }
                return ContextStack.follow(path.rest, from: found)
                    .map { Found(value: $0, position: position) }
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
