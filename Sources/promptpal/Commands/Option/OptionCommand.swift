internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// `promptpal option`
struct OptionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "option",
        abstract: "Add, rename, choose and remove a module's options.",
        discussion: """
            The module is one of a prompt, or a shared module, named by its own address
            without a second name. Modules and options are named by handle, name or number.
            Where prompts say `default:` for an option of a shared module, they follow in
            the same commit.

            EXAMPLES:
              promptpal option add marketing/launch-email persona Engineer --content -
              promptpal option add marketing/tone Formal --content "Exact and polite."
              promptpal option default marketing/launch-email persona engineer
            """,
        subcommands: [OptionAdd.self, OptionRename.self, OptionDefault.self, OptionRemove.self])

    @OptionGroup var globals: Globals
}

/// A prompt's module, or a shared module.
struct OptionTarget {
    let address: String
    let kind: RecordKind?
    /// `nil` where the address is a shared module's.
    let module: String?
    /// The words after it.
    let words: [String]

    /// - Parameters:
    ///   - words: what was typed behind the address.
    ///   - count: how many of them are not the module.
    init(_ address: String, _ kind: New.Kind?, _ words: [String?], count: Int) {
        let given = words.compactMap(\.self)
        let hasModule = given.count > count
        self.address = address
        self.kind = kind?.record
        module = hasModule ? given.first : nil
        self.words = Array(given.dropFirst(hasModule ? 1 : 0))
    }

    /// The file with the options: without a module's name a shared module goes before a prompt of the same address.
    func file(_ context: StructureChange.Context) throws -> ParsedFile {
        let found = try context.lookup.file(address, kind: kind)
        if kind == nil, module == nil, found.kind == .prompt,
            let shared = try? context.store.read(.module, at: found.address)
        {
            return shared
        }
        return found
    }

    /// `persona of marketing/launch-email`, or `marketing/tone`.
    func place(in file: ParsedFile) -> String {
        module.map { "\($0) of \(file.address.path)" } ?? file.address.path
    }

    /// `persona in`, or nothing: what stands before the file's path in a sentence.
    var inFile: String { module.map { " \($0) in" } ?? "" }

    /// Makes those who say `default:` for an option of a shared module follow.
    ///
    /// - Throws: where one's option is gone and `isForced` does not say to take the word out.
    func follow(
        _ file: ParsedFile, _ result: StructureResult, removing: String? = nil, isForced: Bool = false,
        _ context: StructureChange.Context, _ outcome: inout StructureChange.Outcome
    ) throws {
        let change = OptionChange(from: file, to: result.file, removing: removing)
        guard file.kind == .module, !change.isEmpty else { return }
        let (users, library) = context.store.files { !change.overrides(in: $0, $1).isEmpty }
        let losers = users.flatMap { user in
            change.overrides(in: user, library).filter(\.isGone).map {
                user.kind == .prompt ? "\(user.source.name) (\($0.module))" : user.source.name
            }
        }
        if !losers.isEmpty, !isForced {
            throw StoreError.refused(
                message: "\(quoted(result.part)) is chosen by "
                    + alternatives(
                        Array(losers.prefix(5)) + (losers.count > 5 ? ["\(losers.count - 5) more"] : []),
                        "and"),
                help: "--force takes their `default:` out; or let them choose another option first")
        }
        for user in users { outcome.files.append((user, try change.following(in: user, library))) }
    }
}
