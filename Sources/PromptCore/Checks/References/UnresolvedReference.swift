internal import Diagnostics

/// A reference to a module that can't be resolved.
struct UnresolvedReference {
    /// The reference as the file spells it.
    let text: String
    /// UTF-8 byte range in the file.
    let range: Range<Int>
    /// The folder from which the module was looked for.
    let folder: Address
    let library: any Library
}

extension Diagnostic {
    /// Reports `reference` by the rule for `problem`. A `use` and a partial differ in the rule for a module
    /// that does not exist, which `missing` reports.
    static func unresolvedReference(
        _ problem: ReferenceProblem, of reference: UnresolvedReference,
        missing: (_ reference: UnresolvedReference, _ looked: [Address]) -> Diagnostic
    ) -> Diagnostic {
        switch problem {
        case .invalid(let error): .unusableReference(reference.text, error: error, at: reference.range)
        case .missing(let looked): missing(reference, looked)
        case .cycle(let modules): .moduleCycle(ofUses: modules, at: reference.range)
        case .broken(let address): .brokenModule(address, at: reference.range)
        case .tooDeep: .referencesTooDeep(ofUseAt: reference.range)
        case .ambiguousOption(let name, let options):
            .unknownOption(name, amongSeveral: options, at: reference.range)
        case .unknownOption(let name, let known, let module):
            .unknownOption(name, of: module, known: known, at: reference.range)
        }
    }
}

// The words that the rules for `use` and for partials share.
extension UnresolvedReference {
    /// Returns the message; `looked` are the addresses that were searched, nearest first.
    func message(looked: [Address]) -> String { "no module \(quoted(text)) in \(folders(looked))" }

    /// Returns the folders that were searched, nearest first.
    private func folders(_ looked: [Address]) -> String {
        let folders = looked.map { address in
            let path = "prompts/" + address.path
            guard path.hasSuffix("/" + text) else { return path }
            return String(path.dropLast(text.count))
        }
        guard let first = folders.first else { return "the library" }
        if text.hasPrefix("/") { return "prompts/" }
        return folders.count == 1 ? first : "\(first) or the folders above it"
    }

    /// A module of that name elsewhere, a module with a similar name, or the command that creates one.
    var suggestion: String {
        let all = library.moduleAddresses()
        let name = text.split(separator: "/").last.map(String.init) ?? text
        if let elsewhere = all.first(where: { $0.name == name }) {
            return "a module of this name exists at \(quoted(elsewhere.path)): write `/\(elsewhere.path)`"
        }
        if let near = Suggestion.nearest(to: name, among: all.lazy.map(\.name)),
            let address = all.first(where: { $0.name == near })
        {
            let isAbove = folder.outward.contains(address.folder)
            return "did you mean \(quoted(isAbove ? near : "/" + address.path))?"
        }
        let wanted = text.hasPrefix("/") ? String(text.dropFirst()) : folder.appending(text).path
        return "run `promptpal new module \(ShellWord.quoted(wanted))` to make it"
    }
}

extension ExampleFile {
    /// A module with two options, to which the examples of several rules refer.
    static let tone = ExampleFile(
        "prompts/tone.module.yaml",
        text: """
            options:
              - {name: Plain, default: true, content: Write plainly.}
              - {name: Warm, content: Write warmly.}

            """)
}
