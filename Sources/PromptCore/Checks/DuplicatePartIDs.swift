internal import Diagnostics

extension DiagnosticRule {
    /// Modules or options of a file that share an `id`.
    static let duplicatePartIDs = DiagnosticRule(
        "PP506", severity: .error, title: "two parts with one id",
        explanation: """
            Each id in a file names one module or option. If you copy a part inside the file, the copy has \
            the same id; remove that line, and the copy gets a key from its name.
            """,
        wrong: """
            modules:
              - {name: Brief, id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11, content: Be brief.}
              - {name: Kind, id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11, content: Be kind.}

            """,
        right: """
            modules:
              - {name: Brief, id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11, content: Be brief.}
              - {name: Kind, content: Be kind.}

            """)
}

/// The ids of a file's modules and options must be unique.
enum DuplicatePartIDs: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
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
            report.append(.duplicatePartIDs(id))
        }
    }
}

extension Diagnostic {
    /// Reports an `id` that an earlier part of the file has.
    fileprivate static func duplicatePartIDs(_ id: Located<RecordID>) -> Diagnostic {
        Diagnostic(
            .duplicatePartIDs, message: "the id \(id.value) occurs twice in this file", at: id.range,
            help: "remove the `id` of the copied part; it gets a key from its name")
    }
}
