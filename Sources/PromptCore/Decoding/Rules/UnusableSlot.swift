internal import Diagnostics

extension DiagnosticRule {
    /// A slot that can't take messages.
    static let unusableSlot = DiagnosticRule(
        "PP225", severity: .error, title: "a slot that can't be used",
        explanation: """
            A slot is an entry of a prompt's `modules` that keeps a place for the messages of `render --messages`. It needs a name that \
            no other slot of the prompt has. A shared module can't be a slot, and a prompt needs a text besides its slots.
            """,
        wrong: "modules:\n  - slot: history\n",
        right: "modules:\n  - slot: history\n  - content: Reply to the last message.\n", beside: [.formatTwo])
}

extension Diagnostic {
    /// Reports a slot without a name.
    static func unusableSlot(emptyAt range: Range<Int>) -> Diagnostic {
        Diagnostic(.unusableSlot, message: "`slot` has no name", at: range, help: "write `slot: history`")
    }

    /// Reports `slot` in a shared module.
    static func unusableSlot(inSharedModuleAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unusableSlot, message: "a shared module can't be a slot", at: range,
            help: "write `- slot: …` in the `modules` of a prompt")
    }

    /// Reports the second slot of one name.
    static func unusableSlot(secondCalled name: Located<String>) -> Diagnostic {
        Diagnostic(
            .unusableSlot, message: "the prompt has a slot called \(quoted(name.value)) already",
            at: name.range,
            help: "give it another name")
    }

    /// Reports a prompt that has only slots.
    static func unusableSlot(aloneAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unusableSlot, message: "the prompt has no text besides its slots", at: range,
            help: "add a module with `content`")
    }
}
