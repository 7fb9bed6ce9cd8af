public import Diagnostics
internal import YAMLTree

/// Runs every rule on one file.
public enum Checker {
    private typealias Rule = @Sendable (Subject, inout [Diagnostic]) -> Void

    /// Rules that can find errors.
    private static let errorRules: [Rule] = [
        DuplicatePartIDs.run, UseTargets.run, TemplateSyntax.run, PartialTargets.run, DefaultValues.run,
        MissingFields.run,
    ]
    /// Rules that find warnings and notes only.
    private static let adviceRules: [Rule] = [
        MissingID.run, KeyOrder.run, UndeclaredNames.run, UnusedVariables.run, UnusedPartials.run,
        KeptConflicts.run,
        CutTexts.run, AmbiguousParameters.run, SimilarNames.run,
    ]

    /// Returns all problems of `file`, from parsing, decoding and the rules, in the order of the text.
    public static func check(_ file: ParsedFile, in library: any Library) -> [Diagnostic] {
        var report = file.diagnostics
        if let subject = Subject(file, library: library) {
            for rule in errorRules { rule(subject, &report) }
            for rule in adviceRules { rule(subject, &report) }
        }
        SecretsInTexts.run(on: file, into: &report)
        sort(&report)
        return report
    }

    /// The errors that make `file` unusable; `nil` if there are none. Possible secrets (PP6xx) are not among
    /// them: they may be none, and don't hinder the text.
    public static func blocking(_ file: ParsedFile, in library: any Library) -> FileDiagnostics? {
        blocking(file, as: Subject(file, library: library))
    }

    /// The errors that make a subject's file unusable; `nil` if there are none.
    static func blocking(_ subject: Subject) -> FileDiagnostics? { blocking(subject.file, as: subject) }

    private static func blocking(_ file: ParsedFile, as subject: Subject?) -> FileDiagnostics? {
        var report = file.diagnostics
        if let subject {
            for rule in errorRules { rule(subject, &report) }
        }
        report.removeAll { $0.severity != .error }
        if report.isEmpty { return nil }
        sort(&report)
        return FileDiagnostics(source: file.source, diagnostics: report)
    }

    private static func sort(_ report: inout [Diagnostic]) {
        guard report.count > 1 else { return }
        report.sort { left, right in
            let (a, b) = (left.range?.lowerBound ?? 0, right.range?.lowerBound ?? 0)
            return a != b ? a < b : left.code < right.code
        }
    }
}

/// Code that checks a file and adds the diagnostics of a rule, or of the rules that it alone finds.
protocol Check {
    static func run(on subject: Subject, into report: inout [Diagnostic])
}

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

/// Reports tags that are not closed, don't match or can't be read.
enum TemplateSyntax: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        for text in subject.texts where !text.template.problems.isEmpty {
            let textRanges = text.content.textRanges
            for problem in text.template.problems {
                var moved = problem
                moved.range = problem.range.map(textRanges.sourceRange(ofText:))
                report.append(moved)
            }
        }
    }
}

extension DiagnosticRule {
    /// The rules of records, templates, references, names and labels.
    public static let promptCoreRules = [
        decodingRules, referenceRules, templateRules, variableRules, nameRules, secretRules, otherRules,
    ].flatMap { $0 }

    private static let decodingRules: [DiagnosticRule] = [
        emptyFile, unknownKey, wrongType, missingKey, twoTextSources, unknownWord, notBoolean, malformedID,
        malformedDateTime, unsupportedFormat, unreadableLimit, emptyList, incompatibleKeys, secondDefault,
        selectWithoutChoices, misplacedKey, impossibleLimits, emptyContent, unreadablePattern,
        unusableVariableName, duplicateChoice,
    ]

    /// The rules for references to modules: `use`, its `default`, and partials.
    public static let referenceRules: [DiagnosticRule] = [
        missingModule, missingPartial, moduleCycle, unknownOption, unusableReference, brokenModule,
        partialWithoutText, referencesTooDeep, unusedPartials,
    ]

    private static let templateRules: [DiagnosticRule] = [
        unclosedTag, unclosedSection, unmatchedClosingTag, unreadableDelimiters, unusableTagName,
    ]

    private static let variableRules: [DiagnosticRule] = [
        undeclaredNames, unusedVariables, defaultValues, unknownFields, missingFields,
        similarNames,
    ]

    private static let nameRules: [DiagnosticRule] = [
        missingID, duplicateIDs, addressTwins, unusableName, unknownEnding, duplicatePartIDs, keyOrder,
    ]

    /// The rules for secrets in texts.
    static let secretRules: [DiagnosticRule] = [
        pastedAPIKey, pastedPrivateKey,
    ]

    private static let otherRules: [DiagnosticRule] = [
        keptConflicts, cutTexts, ambiguousParameters, newerKey, unusablePartialName, unusableSlot,
        unreadableLabels, unreadableLabelFile, wrongLabelDigest,
    ]
}

extension Checker {
    /// Returns the problems of one severity that `validate` will find in a file and does not find now.
    ///
    /// - Parameters:
    ///   - library: the current library.
    ///   - files: the other files that will be written together with `after`.
    public static func newProblems(
        in after: ParsedFile, insteadOf before: ParsedFile, _ severity: Severity, library: any Library,
        with files: [ParsedFile] = []
    ) -> [Diagnostic] {
        check(after, in: OverlayLibrary(library, with: files + [after]))
            .new(severity, since: check(before, in: library))
    }
}

/// A library as it will be after some files are written.
public struct OverlayLibrary: Library {
    private let base: any Library
    private let modules: [Address: SharedModule]
    private let variables: [Address: SharedVariable]

    /// - Parameter files: the new shared modules and variables; files of other kinds are ignored.
    public init(_ base: any Library, with files: [ParsedFile]) {
        self.base = base
        var modules: [Address: SharedModule] = [:]
        var variables: [Address: SharedVariable] = [:]
        for file in files {
            if let module = file.sharedModule { modules[file.address] = module }
            if let variable = file.sharedVariable { variables[file.address] = variable }
        }
        self.modules = modules
        self.variables = variables
    }

    /// Returns the shared module at `address`: the new one if there is one, else that of the base library.
    public func module(at address: Address) -> SharedModule? { modules[address] ?? base.module(at: address) }

    /// Returns the shared variable called `name` in `folder`, after the change.
    public func variable(named name: String, in folder: Address) -> SharedVariable? {
        let known = base.variable(named: name, in: folder)
        if let known, variables[known.address] == nil { return known }
        return variables.values.filter { $0.address.folder == folder && $0.variable?.name.value == name }
            .min { $0.address < $1.address }
    }

    /// Returns the addresses of the base library, because no module is added or removed.
    public func moduleAddresses() -> [Address] { base.moduleAddresses() }
}
