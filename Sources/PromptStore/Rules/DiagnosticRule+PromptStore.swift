public import Diagnostics
internal import PromptCore
internal import YAMLTree

extension DiagnosticRule {
    /// The rules of the disk and of Git.
    public static let promptStoreRules: [DiagnosticRule] = [
        unusedLayer, linkOrDevice, tooManyFolders, unreadableFile, unrestorableTrashEntry,
        trashEntryWithoutFiles, foreignFileInTrash, lostLabelCommit,
        labelBeyondHorizon, labelOutsideHistory, misplacedLabel, foreignFileInLabels,
    ]
}

extension DiagnosticCatalog {
    /// All rules: `promptpal explain`, SARIF logs and `docs/diagnostics.md` list them.
    public static let all = DiagnosticCatalog(
        DiagnosticRule.yamlTreeRules, DiagnosticRule.promptCoreRules, DiagnosticRule.promptStoreRules)
}
