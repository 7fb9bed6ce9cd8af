internal import Diagnostics
internal import YAMLTree

/// The target of `{{> name}}` must exist and must not lead back to itself.
enum PartialTargets: Check {
    static func run(_ subject: Subject, _ report: inout [Diagnostic]) {
        for text in subject.texts where text.template.references.contains(where: { $0.kind == .partial }) {
            var known: YAMLTextPlaces?
            var deep: Set<Range<Int>> = []
            subject.walk.visit(text, name: { _ in }) { broken in
                // A problem inside another file is reported for that file. A cycle is reported for every file
                // that enters it.
                let places = known ?? text.content.places
                known = places
                let range = places.sourceRange(ofText: broken.range)
                switch broken.problem {
                case .ring(let ring):
                    report.append(.moduleCycle(ofPartials: ring, at: range))
                case .reference(let problem) where !broken.isInPartial:
                    report.append(
                        .unresolvedReference(
                            problem,
                            UnresolvedReference(
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
