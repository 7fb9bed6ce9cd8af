internal import Diagnostics
internal import PromptCore

/// The module whose options are meant: one of a prompt, or a shared module.
public struct OptionOwnerName: Sendable, Hashable {
    public var record: RecordName
    /// The prompt's module, by its handle, name or number; `nil` if the record is a shared module.
    public var module: String?

    public init(_ record: RecordName, module: String? = nil) {
        self.record = record
        self.module = module
    }

    /// `persona of marketing/launch-email`, or `marketing/tone`.
    func title(in file: ParsedFile) -> String {
        module.map { "\($0) of \(file.address.path)" } ?? file.address.path
    }
}

extension Store {
    /// The file with the options. Without a module's name, a shared module goes before a prompt of the same address.
    func file(of owner: OptionOwnerName) throws(StoreError) -> ParsedFile {
        let found = try file(named: owner.record)
        if owner.record.kind == nil, owner.module == nil, found.kind == .prompt,
            let shared = try? read(.module, at: found.address)
        {
            return shared
        }
        return found
    }

    /// The files that say `default:` for a renamed or removed option of a shared module, as they are to be afterwards.
    ///
    /// - Parameters:
    ///   - removing: the handle of the option that goes; `nil` if none does.
    ///   - isForced: whether the word is taken out for an option that goes.
    /// - Throws: `refused` if files choose an option that goes, unless forced; `structure`.
    func followers(
        of file: ParsedFile, _ result: StructureResult, removing: String? = nil, isForced: Bool = false
    ) throws(StoreError) -> [FileEdit] {
        let change = OptionChange(from: file, to: result.file, removing: removing)
        guard file.kind == .module, !change.isEmpty else { return [] }
        let (users, library) = files { !change.overrides(in: $0, $1).isEmpty }
        let losers = users.flatMap { user in
            change.overrides(in: user, library).filter(\.isGone).map {
                user.kind == .prompt ? "\(user.source.name) (\($0.module))" : user.source.name
            }
        }
        if !losers.isEmpty, !isForced {
            throw .refused(
                message: "\(quoted(result.part)) is chosen by "
                    + alternatives(
                        Array(losers.prefix(5)) + (losers.count > 5 ? ["\(losers.count - 5) more"] : []),
                        "and"),
                help: "--force takes their `default:` out; or let them choose another option first")
        }
        var edits: [FileEdit] = []
        for user in users {
            edits.append(
                FileEdit(
                    before: user,
                    after: try StoreError.foldingStructure { () throws(StructureError) in
                        try change.following(in: user, library)
                    }))
        }
        return edits
    }
}
