internal import Diagnostics

/// PP301, PP303–PP306: the target of `use:` and of its `default:` must exist.
enum UseTargets: Check {
    static func run(_ subject: Subject, _ report: inout [Diagnostic]) {
        for (reference, problem) in subject.brokenUses {
            report.append(
                ReferenceMessage.diagnostic(
                    reference.value, problem, missing: "PP301", at: reference.range,
                    from: subject.file.address.folder,
                    library: subject.library))
        }
    }
}

/// The messages for a reference that can't be resolved.
enum ReferenceMessage {
    static func diagnostic(
        _ reference: String, _ problem: ReferenceProblem, missing code: String, at range: Range<Int>,
        from folder: Address, library: any Library
    ) -> Diagnostic {
        switch problem {
        case .invalid(let error):
            return Diagnostic(
                "PP305", .error, "\(quoted(reference)) can't be a module's address: \(error)", at: range,
                help: "write its path below `prompts/` without the ending; a leading `/` starts at `prompts/`"
            )
        case .missing(let looked):
            return Diagnostic(
                code, .error, "no module \(quoted(reference)) in \(places(looked, reference))", at: range,
                help: missingHelp(reference, folder, library))
        case .cycle(let ring):
            return Diagnostic(
                "PP303", .error,
                "modules use each other in a ring: \(ring.map(\.path).joined(separator: " → "))",
                at: range, help: "take one of these references out")
        case .broken(let address):
            return Diagnostic(
                "PP306", .error, "the module \(quoted(address.path)) can't be read", at: range,
                help: "`promptpal validate \(ShellWord.quoted(address.file(.module)))` shows why")
        case .tooDeep:
            return Diagnostic(
                "PP308", .error, "modules use each other more than \(Resolver.maxUseDepth) deep", at: range,
                help: "use the last module of the row directly")
        case .unknownOption(let name, let known, let module):
            return Diagnostic(
                "PP304", .error, "the module \(quoted(module.path)) has no option \(quoted(name))", at: range,
                help: Suggestion.help(for: Slug.make(name), among: known, what: "its options"))
        }
    }

    /// Returns the folders that were searched, nearest first.
    private static func places(_ looked: [Address], _ reference: String) -> String {
        let folders = looked.map { address in
            let path = "prompts/" + address.path
            guard path.hasSuffix("/" + reference) else { return path }
            return String(path.dropLast(reference.count))
        }
        guard let first = folders.first else { return "the library" }
        if reference.hasPrefix("/") { return "prompts/" }
        return folders.count == 1 ? first : "\(first) or the folders above it"
    }

    private static func missingHelp(_ reference: String, _ folder: Address, _ library: any Library) -> String
    {
        let all = library.moduleAddresses()
        let name = reference.split(separator: "/").last.map(String.init) ?? reference
        if let elsewhere = all.first(where: { $0.name == name }) {
            return "there is one at \(quoted(elsewhere.path)): write `/\(elsewhere.path)`"
        }
        if let near = Suggestion.nearest(to: name, among: all.lazy.map(\.name)),
            let address = all.first(where: { $0.name == near })
        {
            let isAbove = folder.outward.contains(address.folder)
            return "did you mean \(quoted(isAbove ? near : "/" + address.path))?"
        }
        let wanted =
            reference.hasPrefix("/") ? String(reference.dropFirst()) : folder.appending(reference).path
        return "`promptpal new module \(ShellWord.quoted(wanted))` makes one"
    }
}
