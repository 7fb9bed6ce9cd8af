/// Finds the text of a partial: the default option of the module that its name means, looked up from the file
/// that contains the tag.
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
        let (chain, problem) = Resolver(library: library).follow(name, from: home.folder)
        if let problem { return .problem(problem) }
        guard let last = chain.last else { return .problem(.missing([])) }
        let wish = chain.lazy.compactMap { $0.module?.useDefault }.first
        let chosen = wish.flatMap { wish in
            last.texts.firstIndex { $0.option.handle == Slug.make(wish.value) }
        }
        guard let index = chosen ?? last.texts.map(\.option).defaultIndex else {
            return .noText(last.address)
        }
        return .found(last.texts[index].used(by: home.users + [home] + chain.dropLast().map(\.home)))
    }
}
