/// The modules and options that an input selects.
struct ModuleChoice {
    /// For each module, true if it is in the result.
    var isIncluded: [Bool]
    /// For each module, the index of the requested option; `nil` if none is requested.
    var options: [Int?]

    init(of modules: [ResolvedModule], by input: RenderInput, problems: inout [RenderProblem]) {
        isIncluded = modules.map(\.visible)
        options = modules.map { _ in nil }
        for name in input.with {
            if let index = ModuleChoice.find(name, in: modules, problems: &problems) { isIncluded[index] = true }
        }
        for (moduleName, optionName) in input.options {
            guard let index = ModuleChoice.find(moduleName, in: modules, problems: &problems) else { continue }
            let known = modules[index].options
            options[index] = ModuleChoice.find(
                optionName, handles: known.map(\.handle), names: known.map { $0.name?.value }, part: "option",
                kind: .unknownOption, in: "the module \(quoted(modules[index].handle))", problems: &problems)
        }
        for name in input.without {
            if let index = ModuleChoice.find(name, in: modules, problems: &problems) { isIncluded[index] = false }
        }
    }

    private static func find(
        _ name: String, in modules: [ResolvedModule], problems: inout [RenderProblem]
    ) -> Int? {
        find(
            name, handles: modules.map(\.handle), names: modules.map { $0.entry.header.name?.value },
            part: "module", kind: .unknownModule,
            in: "the prompt", problems: &problems)
    }

    private static func find(
        _ text: String, handles: [String], names: [String?], part: String, kind: RenderProblem.Kind,
        in whole: String, problems: inout [RenderProblem]
    ) -> Int? {
        switch PartLookup.match(text, handles: handles, names: names) {
        case .one(let index): return index
        case .several(let indices):
            let (message, help) = PartLookup.several(for: text, among: indices.map { handles[$0] }, part: part)
            problems.append(RenderProblem(kind, name: text, message: message, help: help))
        case .none:
            problems.append(
                RenderProblem(
                    kind, name: text, message: "\(whole) has no \(part) \(quoted(text))",
                    help: Suggestion.help(for: Slug.make(text), among: handles, what: "its \(part)s")))
        }
        return nil
    }
}
