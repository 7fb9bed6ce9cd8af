internal import Diagnostics
internal import YAMLTree

/// The target of `{{> name}}` must exist and must not lead back to itself.
enum PartialTargets: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        for text in subject.texts where text.template.references.contains(where: { $0.kind == .partial }) {
            var known: YAMLTextRanges?
            var deep: Set<Range<Int>> = []
            subject.walk.visit(text, name: { _ in }) { broken in
                // A problem inside another file is reported for that file. A cycle is reported for every file
                // that enters it.
                let textRanges = known ?? text.content.textRanges
                known = textRanges
                let range = textRanges.sourceRange(ofText: broken.range)
                switch broken.problem {
                case .ring(let ring):
                    report.append(.moduleCycle(ofPartials: ring, at: range))
                case .reference(let problem) where !broken.isInPartial:
                    report.append(
                        .unresolvedReference(
                            problem,
                            of: UnresolvedReference(
                                text: broken.name, range: range, folder: text.home.folder,
                                library: subject.library),
                            missing: Diagnostic.missingPartial))
                case .noText(let address) where !broken.isInPartial:
                    report.append(.partialWithoutText(address, at: range))
                case .tooDeep where deep.insert(range).inserted:
                    report.append(.referencesTooDeep(ofPartialAt: range))
                case .reference, .noText, .tooDeep:
                    break
                }
            }
        }
    }
}
