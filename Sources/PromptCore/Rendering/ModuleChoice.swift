/// The modules and options that an input selects.
struct ModuleChoice {
    /// For each module, true if it is in the result.
    var isIncluded: [Bool]
    /// For each module, the index of the requested option; `nil` if none is requested.
    var options: [Int?]

    init(_ modules: [ResolvedModule], _ input: RenderInput, _ problems: inout [RenderProblem]) {
        isIncluded = modules.map(\.visible)
        options = modules.map { _ in nil }
        for name in input.with {
            if let index = ModuleChoice.find(name, modules, &problems) { isIncluded[index] = true }
        }
        for (moduleName, optionName) in input.options {
            guard let index = ModuleChoice.find(moduleName, modules, &problems) else { continue }
            let known = modules[index].options
            let slug = Slug.make(optionName)
            if let chosen = known.firstIndex(where: { $0.handle == optionName })
                ?? known.firstIndex(where: { $0.handle == slug })
            {
                options[index] = chosen
            } else {
                problems.append(
                    RenderProblem(
                        .unknownOption, optionName,
                        "the module \(quoted(modules[index].handle)) has no option \(quoted(optionName))",
                        help: Suggestion.help(for: slug, among: known.map(\.handle), what: "its options")))
            }
        }
        for name in input.without {
            if let index = ModuleChoice.find(name, modules, &problems) { isIncluded[index] = false }
        }
    }

    private static func find(
        _ name: String, _ modules: [ResolvedModule], _ problems: inout [RenderProblem]
    ) -> Int? {
        let slug = Slug.make(name)
        if let index = modules.firstIndex(where: { $0.handle == name })
            ?? modules.firstIndex(where: { $0.handle == slug })
        {
            return index
        }
        problems.append(
            RenderProblem(
                .unknownModule, name, "the prompt has no module \(quoted(name))",
                help: Suggestion.help(for: slug, among: modules.map(\.handle), what: "its modules")))
        return nil
    }
}
