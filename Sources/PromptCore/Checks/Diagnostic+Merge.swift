package import Diagnostics

extension Diagnostic {
    /// True if a record that exists could remove the problem.
    package var concernsReference: Bool {
        breaksOne(of: [
            .missingModule, .missingPartial, .moduleCycle, .unknownOption, .unusableReference, .brokenModule,
            .partialWithoutText, .referencesTooDeep, .undeclaredNames,
        ])
    }

    /// True if a merged library may not have the problem unless one side has it: for each error, and for
    /// warnings that two clean libraries can cause together.
    package var countsInMerge: Bool {
        severity == .error
            || breaksOne(of: [
                .keptConflicts, .missingModule, .missingPartial, .undeclaredNames, .addressTwins,
                .unusableName,
                .unknownEnding,
            ])
    }

    /// True if a merge kept a conflict in the file.
    package var isKeptConflict: Bool { breaks(.keptConflicts) }
}
