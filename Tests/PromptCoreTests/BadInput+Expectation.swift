import Diagnostics
import TestSupport
import Testing

@testable import PromptCore

extension BadInput {
    /// The bad files of all rules.
    static let all: [BadInput] = [
        anchorOrAlias, bareBraces, brokenModule, complexKey, conflictMarkers, controlCharacter, defaultValues,
        duplicateChoice, duplicateKeys, duplicatePartIDs, emptyContent, emptyFile, emptyList, explicitTag,
        fileTooLarge, impossibleLimits, incompatibleKeys, keptConflicts, keyOrder, malformedDateTime,
        malformedID, mergeKey, misplacedKey, missingFields, missingKey, missingModule,
        missingPartial, missingID,
        mixedLineEnds, moduleCycle, nestedTooDeep, notBoolean, notUTF8, notYAML, pastedAPIKey,
        pastedPrivateKey, partialWithoutText,
        referencesTooDeep, secondDefault, secondDocument, selectWithoutChoices, similarNames,
        tabInIndentation,
        twoTextSources, unclosedSection, unclosedTag, undeclaredNames, unknownFields, unknownKey,
        unknownOption, unknownWord, unmatchedClosingTag, unreadableDelimiters, unreadableLimit,
        unreadablePattern, unsupportedFormat, unusableReference, unusableTagName, unusableVariableName,
        unusedVariables, wrongType,
    ].flatMap { $0 }

    /// Expects the diagnostics with their exact ranges and messages, and no other diagnostic.
    func expectExactDiagnostics() throws {
        let started = threadTime()
        let found = check()
        let time = threadTime() - started
        #expect(lines(of: found) == wantedLines)
        for (diagnostic, wanted) in zip(found, wanted) {
            #expect(diagnostic.message.contains(wanted.message))
            try expectUsable(diagnostic)
        }
        #expect(time < .seconds(1))
    }

    private func expectUsable(_ diagnostic: Diagnostic) throws {
        #expect(!diagnostic.message.isEmpty && !diagnostic.message.hasSuffix("."))
        #expect(!diagnostic.message.contains("\n") && diagnostic.message.unicodeScalars.count < 400)
        let help = try #require(diagnostic.help, "\(diagnostic.code) says what to do: \(diagnostic.message)")
        #expect(!help.isEmpty)
        if let range = diagnostic.range { #expect(range.upperBound <= source.bytes.count) }
    }
}
