internal import Diagnostics

/// The target of `use:` and of its `default:` must exist.
enum UseTargets: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        for (reference, problem) in subject.brokenUses {
            report.append(
                .unresolvedReference(
                    problem,
                    of: UnresolvedReference(
                        text: reference.value, range: reference.range, folder: subject.file.address.folder,
                        library: subject.library),
                    missing: Diagnostic.missingModule))
        }
    }
}
