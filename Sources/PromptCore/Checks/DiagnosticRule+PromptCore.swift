public import Diagnostics

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
        partialWithoutText, referencesTooDeep,
    ]

    private static let templateRules: [DiagnosticRule] = [
        unclosedTag, unclosedSection, unmatchedClosingTag, unreadableDelimiters, unusableTagName,
    ]

    private static let variableRules: [DiagnosticRule] = [
        undeclaredNames, unusedVariables, defaultValues, unknownFields,
    ]

    private static let nameRules: [DiagnosticRule] = [
        missingID, duplicateIDs, addressTwins, unusableName, unknownEnding, duplicatePartIDs, keyOrder,
    ]

    /// The rules for secrets in texts.
    static let secretRules: [DiagnosticRule] = [
        pastedAPIKey, pastedPrivateKey,
    ]

    private static let otherRules: [DiagnosticRule] = [keptConflicts, unreadableLabels]
}
