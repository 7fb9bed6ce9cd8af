public import Diagnostics

extension DiagnosticRule {
    /// The rules of texts and of YAML, which parsing checks.
    public static let yamlTreeRules: [DiagnosticRule] = [
        notUTF8, controlCharacter, fileTooLarge, nestedTooDeep, notYAML, tabInIndentation, conflictMarkers,
        anchorOrAlias, mergeKey, explicitTag, duplicateKeys, secondDocument, bareBraces, mixedLineEnds,
        complexKey, oddBreaks,
    ]
}
