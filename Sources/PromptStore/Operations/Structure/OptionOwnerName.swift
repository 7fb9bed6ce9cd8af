internal import Diagnostics
internal import PromptCore

/// The module that has the options: one of a prompt, or a shared module.
public struct OptionOwnerName: Sendable, Hashable {
    /// The prompt or the shared module.
    public var record: RecordName
    /// The prompt's module, by its handle, name or number; `nil` if the record is a shared module.
    public var module: String?

    /// A shared module, or a module of a prompt.
    public init(_ record: RecordName, module: String? = nil) {
        self.record = record
        self.module = module
    }

    /// Returns `persona of marketing/launch-email`, or `marketing/tone`.
    func title(in file: ParsedFile) -> String {
        module.map { "\($0) of \(file.address.path)" } ?? file.address.path
    }
}

extension Store {
    /// Returns the file with the options. Without a module's name, a shared module takes precedence over a
    /// prompt of the same address.
    func file(of owner: OptionOwnerName) throws(StoreError) -> ParsedFile {
        let found = try file(named: owner.record)
        if owner.record.kind == nil, owner.module == nil, found.kind == .prompt,
            let shared = try? read(.module, at: found.address)
        {
            return shared
        }
        return found
    }

    /// Returns the files that choose a renamed or removed option of a shared module with `default:`, in their
    /// new form.
    ///
    /// - Parameters:
    ///   - removing: the handle of the removed option; `nil` if none is removed.
    ///   - isForced: true to remove the `default:` of a removed option.
    /// - Throws: `refused` if files choose a removed option, unless forced; `structure`.
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
                        last: "and"),
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
