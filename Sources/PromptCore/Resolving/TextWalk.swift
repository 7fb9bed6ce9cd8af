/// Goes through a text and, through its partials, through every text it may insert.
struct TextWalk {
    let partials: Partials

    /// A name in a text: where it is looked up, and where it stands.
    struct Name {
        /// The part before the first dot.
        let name: String
        /// The part after it.
        let field: String?
        let isSection: Bool
        /// The file whose text it is.
        let home: Home
        /// The names of the sections around it, outermost first.
        let sections: [String]
        /// Where it stands in the outermost text's UTF-8: the name itself, or the partial that leads to it.
        let range: Range<Int>
        let isInPartial: Bool
    }

    /// A partial that can't be inserted.
    struct Broken {
        let name: String
        let problem: Problem
        /// Where the tag stands in the outermost text's UTF-8.
        let range: Range<Int>
        let isInPartial: Bool

        enum Problem {
            case reference(ReferenceProblem)
            case noText(Address)
            /// From the first text of the ring to itself again, as files.
            case ring([String])
            /// Deeper than a rendering goes.
            case tooDeep
        }
    }

    /// Visits every name and every broken partial. A text that is inserted in many places is gone through
    /// once (once more where it is first met outside and then inside a section), so that partials that insert
    /// each other twice cost no more than their number.
    func visit(_ text: ScopedText, name: (Name) -> Void, broken: (Broken) -> Void) {
        var seen: Set<Seen> = []
        visit(text, path: [], sections: [], range: nil, &seen, name: name, broken: broken)
    }

    private struct Seen: Hashable {
        let address: Address
        let isInSection: Bool
    }

    /// A dotted name's part before the first dot and the part after it; `nil` where it is nothing but dots.
    private static func parts(of name: String) -> (first: String, field: String?)? {
        guard name.utf8.contains(UInt8(ascii: ".")) else { return (name, nil) }
        let parts = name.split(separator: ".", maxSplits: 1)
        guard let first = parts.first else { return nil }
        return (String(first), parts.count > 1 ? String(parts[1]) : nil)
    }

    private func visit(
        _ text: ScopedText, path: [Address], sections: [String], range: Range<Int>?, _ seen: inout Set<Seen>,
        name: (Name) -> Void, broken: (Broken) -> Void
    ) {
        let path = text.home.kind == .module ? path + [text.home.address] : path
        for reference in text.template.references {
            let place = range ?? reference.nameRange
            if reference.kind == .partial {
                func fail(_ problem: Broken.Problem) {
                    broken(
                        Broken(
                            name: reference.name, problem: problem, range: place, isInPartial: range != nil))
                }
                switch partials.text(reference.name, from: text.home) {
                case .problem(let problem): fail(.reference(problem))
                case .noText(let address): fail(.noText(address))
                case .found(let inserted):
                    if let start = path.firstIndex(of: inserted.home.address) {
                        fail(.ring((path[start...] + [inserted.home.address]).map(\.path)))
                    } else if path.count >= TemplateLimits.maxPartialDepth {
                        fail(.tooDeep)
                    } else {
                        let around = sections + reference.sections
                        let key = Seen(address: inserted.home.address, isInSection: !around.isEmpty)
                        guard seen.insert(key).inserted else { continue }
                        visit(
                            inserted, path: path, sections: around, range: place, &seen, name: name,
                            broken: broken)
                    }
                }
                continue
            }
            if reference.name == "." { continue }
            guard let (first, field) = Self.parts(of: reference.name) else { continue }
            name(
                Name(
                    name: first, field: field,
                    isSection: reference.kind != .variable, home: text.home,
                    sections: sections + reference.sections, range: place, isInPartial: range != nil))
        }
    }
}
