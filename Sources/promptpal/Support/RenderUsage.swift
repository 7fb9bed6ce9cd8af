internal import PromptCore
internal import PromptStore

extension Render {
    /// Notes that the prompt was used, once the result is out. What was chosen is kept; values never are.
    func note(_ found: VersionedFile, _ store: Store) {
        Output.standard.flush()
        var metadata: [(key: String, value: UsageEvent.Value)] = []
        let form = json ? .json : form
        if form != .text { metadata.append(("as", .text(form.rawValue))) }
        if let commit = found.commit { metadata.append(("commit", .text(commit))) }
        if !options.isEmpty { metadata.append(("options", .list(options))) }
        if !with.isEmpty { metadata.append(("with", .list(with))) }
        if !without.isEmpty { metadata.append(("without", .list(without))) }
        store.record(
            UsageEvent(
                copy ? "copy" : "render", prompt: found.file.record?.header.id?.value, at: found.asked,
                metadata: metadata))
    }
}
