internal import Diagnostics

/// PP506: the ids of a file's modules and options must be unique.
enum DuplicatePartIDs: Check {
    static func run(_ subject: Subject, _ report: inout [Diagnostic]) {
        let modules: [Module]
        switch subject.record {
        case .prompt(let prompt): modules = prompt.modules
        case .module(let module): modules = [module]
        default: return
        }
        var ids: [Located<RecordID>] = []
        if subject.file.kind == .prompt, let own = subject.record.header.id { ids.append(own) }
        for module in modules {
            if let id = module.header.id { ids.append(id) }
            ids += module.options.compactMap(\.id)
        }
        guard ids.count > 1 else { return }
        var seen: Set<RecordID> = []
        for id in ids where !seen.insert(id.value).inserted {
            report.append(
                Diagnostic(
                    "PP506", .error, "the id \(id.value) is there twice in this file", at: id.range,
                    help: "remove the `id` of the copied part; it gets a key from its name"))
        }
    }
}
