internal import JSON
internal import PromptCore
internal import PromptStore

/// What `list` knows of records beyond their files: last changes and use counts. Each is looked up only where it is asked
/// for.
struct ListFacts {
    private let changes: LastChanges?
    private let usage: Usage?

    init(_ store: Store, isLong: Bool, _ sort: List.Sort) throws(Failure) {
        changes =
            isLong || sort == .updated
            ? try Failure.folding { () throws(StoreError) in try store.lastChanges() } : nil
        usage = isLong || sort == .used ? store.usage() : nil
    }

    func sorted(_ records: [RecordSummary], by sort: List.Sort) -> [RecordSummary] {
        // Each key once; "" for what is not known is last.
        let keyed = records.map { record -> (key: (Int, String), record: RecordSummary) in
            if sort == .updated { return ((0, changes?.updated(record)?.at ?? ""), record) }
            let total = usage?.total(of: record.id, at: record.address)
            return ((record.kind == .prompt ? total?.uses ?? 0 : -1, total?.lastText ?? ""), record)
        }
        return keyed.sorted { left, right in
            if left.key != right.key { return left.key > right.key }
            return RecordSummary.precedes(left.record, right.record)
        }.map(\.record)
    }

    /// Last change, who made it, and how often the record was used.
    func cells(_ record: RecordSummary, isShort: Bool) -> [String] {
        let updated = changes?.updated(record)
        let time = updated?.at ?? ""
        let isUncommitted = changes?.isUncommitted(record) ?? true
        let person = updated.map { String($0.by.prefix { $0 != "<" }) } ?? ""
        let uses = usage?.total(of: record.id, at: record.address).uses ?? 0
        return [
            updated == nil ? "before the horizon" : isShort ? String(time.prefix(10)) : time,
            isUncommitted
                ? Terminal.styled("not saved", .yellow) : Terminal.line(person.trimmingSpaces),
            record.kind == .prompt && uses > 0 ? counted(uses, "use") : "",
        ]
    }

    /// The keys that `--long` adds.
    func write(_ record: RecordSummary, _ object: inout JSONWriter) {
        let created = changes?.created(record)
        let updated = changes?.updated(record)
        object.member("created_at", created?.at)
        object.member("created_by", created?.by)
        object.member("updated_at", updated?.at)
        object.member("updated_by", updated?.by)
        object.member("uncommitted", changes?.isUncommitted(record) ?? true)
        if record.kind == .prompt {
            object.member("uses", usage?.total(of: record.id, at: record.address).uses ?? 0)
        } else {
            object.null("uses")
        }
    }

    func warnOfHorizon(isQuiet: Bool) {
        guard let changes, !changes.isComplete, !isQuiet else { return }
        Output.standard.flush()
        Output.error.line(
            "promptpal: some last changes are before the clone's horizon, so they are not known here")
        Output.error.line("  help: `git fetch --unshallow` gets them")
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.utf8.last == 0x20 { text.removeLast() }
        return String(text)
    }
}
