/// Visits a text and, through its partials, every text that it may insert.
struct TextWalk {
    let partials: Partials

    /// A name in a text, with its scope and its range.
    struct Name {
        /// The part before the first dot.
        let name: String
        /// The part after it.
        let field: String?
        let isSection: Bool
        /// The file of the text that contains it.
        let home: Home
        /// The names of the sections around it, outermost first.
        let sections: [String]
        /// True if a rendering comes to the name only if a section around it, also an inverted one, is rendered.
        let isInSection: Bool
        /// UTF-8 byte range in the outermost text: of the name itself, or of the partial that leads to it.
        let range: Range<Int>
        let isInPartial: Bool
        /// The text that contains it, and the range in that text.
        let text: ScopedText
        let ownRange: Range<Int>
    }

    /// A partial that can't be inserted.
    struct Broken {
        let name: String
        let problem: Problem
        /// UTF-8 byte range of the tag in the outermost text.
        let range: Range<Int>
        let isInPartial: Bool

        enum Problem {
            case reference(ReferenceProblem)
            case noText(Address)
            /// The files of a cycle of partials, from the first one to itself again.
            case ring([String])
            /// Deeper than a rendering allows.
            case tooDeep
        }
    }

    /// Visits every name and every broken partial. If a text is inserted many times, it is visited once, and
    /// once more if it is found first in a section, or in an inverted one, and then not. So partials that insert each other
    /// twice take time linear in their number.
    func visit(_ text: ScopedText, name: (Name) -> Void, broken: (Broken) -> Void) {
        var seen: Set<Seen> = []
        visit(
            text, path: [], sections: [], isInSection: false, range: nil, seen: &seen, name: name,
            broken: broken)
    }

    private struct Seen: Hashable {
        let text: TextIdentity
        let hasSections: Bool
        let isInSection: Bool
    }

    /// Returns a dotted name's part before the first dot and the part after it; `nil` if it consists of dots
    /// only.
    private static func parts(of name: String) -> (first: String, field: String?)? {
        guard name.utf8.contains(UInt8(ascii: ".")) else { return (name, nil) }
        let parts = name.split(separator: ".", maxSplits: 1)
        guard let first = parts.first else { return nil }
        return (String(first), parts.count > 1 ? String(parts[1]) : nil)
    }

    private func visit(
        _ text: ScopedText, path: [TextIdentity], sections: [String], isInSection: Bool, range: Range<Int>?,
        seen: inout Set<Seen>, name: (Name) -> Void, broken: (Broken) -> Void
    ) {
        let isInsertable = text.home.kind == .module || text.partial != nil
        let path = isInsertable ? path + [TextIdentity(text)] : path
        for reference in text.template.references {
            let outerRange = range ?? reference.nameRange
            if reference.kind == .partial {
                func fail(_ problem: Broken.Problem) {
                    broken(
                        Broken(
                            name: reference.name, problem: problem, range: outerRange,
                            isInPartial: range != nil))
                }
                switch partials.text(reference.name, from: text.home) {
                case .problem(let problem): fail(.reference(problem))
                case .noText(let address): fail(.noText(address))
                case .found(let inserted):
                    let identity = TextIdentity(inserted)
                    if let start = path.firstIndex(of: identity) {
                        fail(.ring((path[start...] + [identity]).map(\.shown)))
                    } else if path.count >= TemplateLimits.maxPartialDepth {
                        fail(.tooDeep)
                    } else {
                        let around = sections + reference.sections
                        let isIn = isInSection || reference.isInSection
                        let key = Seen(text: identity, hasSections: !around.isEmpty, isInSection: isIn)
                        guard seen.insert(key).inserted else { continue }
                        visit(
                            inserted, path: path, sections: around, isInSection: isIn, range: outerRange,
                            seen: &seen, name: name, broken: broken)
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
                    sections: sections + reference.sections,
                    isInSection: isInSection || reference.isInSection, range: outerRange,
                    isInPartial: range != nil, text: text, ownRange: reference.nameRange))
        }
    }
}

/// Finds the text of a partial: one of the file that contains the tag, or else the default option of the module that
/// its name means, looked up from that file.
struct Partials {
    let library: any Library

    /// The result of looking up a partial.
    enum Result {
        case found(ScopedText)
        case problem(ReferenceProblem)
        /// The module has no option with a text.
        case noText(Address)
    }

    func text(_ name: String, from home: Home) -> Result {
        if let own = home.partials?.text(name, in: home) { return .found(own) }
        let (chain, problem) = Resolver(library: library).follow(name, from: home.folder)
        if let problem { return .problem(problem) }
        guard let last = chain.last else { return .problem(.missing([])) }
        let wish = chain.lazy.compactMap { $0.module?.useDefault }.first
        var chosen: Int?
        if let wish, case .one(let index) = PartLookup.chosen(wish.value, among: last.texts.map(\.option)) {
            chosen = index
        }
        guard let index = chosen ?? last.texts.map(\.option).defaultIndex else {
            return .noText(last.address)
        }
        return .found(last.texts[index].used(by: home.users + [home] + chain.dropLast().map(\.home)))
    }
}
