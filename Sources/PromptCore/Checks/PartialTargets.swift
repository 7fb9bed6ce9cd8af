internal import Diagnostics
internal import YAMLTree

/// PP302, PP303, PP305–PP308: the target of `{{> name}}` must exist and must not lead back to itself.
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
                    report.append(
                        Diagnostic(
                            "PP303", .error,
                            "partials insert each other in a ring: \(ring.joined(separator: " → "))",
                            at: range, help: "take one of these partials out"))
                case .reference(let problem) where !broken.isInPartial:
                    report.append(
                        ReferenceMessage.diagnostic(
                            broken.name, problem, missing: "PP302", at: range, from: text.home.folder,
                            library: subject.library))
                case .noText(let address) where !broken.isInPartial:
                    report.append(
                        Diagnostic(
                            "PP307", .error, "the module \(quoted(address.path)) has no text to insert",
                            at: range,
                            help: "give it `content`"))
                case .tooDeep where deep.insert(range).inserted:
                    report.append(
                        Diagnostic(
                            "PP308", .error,
                            "partials insert each other more than \(TemplateLimits.maxPartialDepth) deep",
                            at: range,
                            help: "insert the inner texts directly"))
                case .reference, .noText, .tooDeep:
                    break
                }
            }
        }
    }
}
