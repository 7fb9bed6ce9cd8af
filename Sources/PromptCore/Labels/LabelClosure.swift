internal import Diagnostics

/// The files that a rendering of one record can need: the record, and every shared module and variable that
/// the resolver finds for any option, hidden modules included.
public struct LabelClosure: Sendable {
    /// The files, the record first.
    public let files: [ParsedFile]

    /// Finds the files that `file` needs in `library`.
    ///
    /// A library of these files alone answers every look-up of a rendering as `library` does: what the
    /// resolver finds is among the files, and what it does not find in `library` is not there either.
    public init(of file: ParsedFile, in library: any Library) {
        var collector = ClosureCollector(library)
        collector.collect(file)
        files = [file] + collector.found.filter { $0.source.name != file.source.name }
    }

    /// Returns the copies for a label file.
    public var copies: [LabelContent.File] {
        files.map { LabelContent.File(normalising: $0.source.bytes, path: $0.source.name) }
    }
}

/// Follows every reference of a record and of the modules that it reaches.
private struct ClosureCollector {
    private(set) var found: [ParsedFile] = []
    private let library: any Library
    private var known: Set<String> = []
    private var format = Format.one
    private var visited: Set<Visit> = []

    /// One way to reach a text. The modules that it is reached through and the sections around it decide
    /// which declaration a name has.
    private struct Visit: Hashable {
        let text: TextIdentity
        let option: String
        let users: [Address]
        let sections: [String]
    }

    /// Beyond this number of ways, only the address and option count, so that modules that insert each other
    /// many times end.
    private static let maxVisits = 20_000

    init(_ library: any Library) { self.library = library }

    mutating func collect(_ file: ParsedFile) {
        format = file.format
        guard let subject = Subject(file, library: library) else { return }
        for module in subject.resolved?.modules ?? [] {
            module.chain.forEach { add($0) }
            for text in module.texts { visit(text, in: subject.scope, sections: [], depth: 0) }
        }
        for text in subject.texts { visit(text, in: subject.scope, sections: [], depth: 0) }
    }

    private mutating func add(_ module: SharedModule) {
        guard known.insert(module.source.name).inserted else { return }
        found.append(ParsedFile(module))
    }

    private mutating func add(_ variable: SharedVariable) {
        guard known.insert(variable.source.name).inserted else { return }
        found.append(
            ParsedFile(
                SourceText(name: variable.source.name, bytes: variable.source.bytes), kind: .variable,
                address: variable.address, format: format))
    }

    private mutating func visit(_ text: ScopedText, in scope: VariableScope, sections: [String], depth: Int) {
        guard depth <= TemplateLimits.maxPartialDepth + Resolver.maxUseDepth else { return }
        let isCrowded = visited.count > ClosureCollector.maxVisits
        let visit = Visit(
            text: TextIdentity(text), option: text.option.handle,
            users: isCrowded ? [] : text.home.users.map(\.address), sections: isCrowded ? [] : sections)
        guard visited.insert(visit).inserted else { return }
        for reference in text.template.references {
            let around = sections + reference.sections
            if reference.kind == .partial {
                insert(reference.name, from: text.home, in: scope, sections: around, depth: depth)
            } else {
                look(for: reference.name, from: text.home, in: scope)
                // The fields of a choice are looked up through the sections around them.
                for section in around { look(for: section, from: text.home, in: scope) }
            }
        }
    }

    private mutating func look(for name: String, from home: Home, in scope: VariableScope) {
        guard let first = name.split(separator: ".").first.map(String.init),
            scope.declaration(of: first, in: home)?.kind == .variable
        else { return }
        let shared =
            Outward.variable(first, from: scope.prompt.folder, in: library, format: home.format)
            ?? Outward.variable(first, from: home.folder, in: library, format: home.format)
        if let shared { add(shared) }
    }

    /// Visits a partial of the file itself, or adds the modules of a shared one. All options of the last are visited, because its checks look at them.
    private mutating func insert(
        _ name: String, from home: Home, in scope: VariableScope, sections: [String], depth: Int
    ) {
        if let own = home.partials?.text(name, in: home) {
            return visit(own, in: scope, sections: sections, depth: depth + 1)
        }
        let (chain, _) = Resolver(library: library).follow(name, from: home.folder)
        chain.forEach { add($0) }
        let users = home.users + [home] + chain.dropLast().map(\.home)
        for text in chain.last?.texts ?? [] {
            visit(text.used(by: users), in: scope, sections: sections, depth: depth + 1)
        }
    }
}
