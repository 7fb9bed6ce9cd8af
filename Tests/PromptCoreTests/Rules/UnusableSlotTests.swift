import Testing

@testable import PromptCore

@Suite struct UnusableSlotTests {
    @Test(arguments: BadInput.unusableSlot)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let unusableSlot: [BadInput] = [
        BadInput(
            "only a slot", "modules:\n  - slot: 1️⃣history2️⃣\n",
            .error(.unusableSlot, "no text besides its slots"), format: .two),
        BadInput(
            "a slot without a name", "modules:\n  - content: x\n  - 1️⃣slot2️⃣:\n",
            .error(.unusableSlot, "`slot` has no name"), format: .two),
        BadInput(
            "two slots of one name", "modules:\n  - content: x\n  - slot: Chat\n  - slot: 1️⃣chat2️⃣\n",
            .error(.unusableSlot, "a slot called \"chat\" already"), format: .two),
        BadInput(
            "a slot in a shared module", "1️⃣slot2️⃣: history\ncontent: x\n",
            .error(.unusableSlot, "a shared module can't be a slot"), in: "m.module.yaml", format: .two),
        BadInput(
            "keys beside a slot",
            "modules:\n  - content: x\n  - slot: history\n    id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\n    visible: false\n    description: d\n    metadata: {a: b}\n    1️⃣role2️⃣: user\n    3️⃣name4️⃣: n\n    5️⃣content6️⃣: y\n    7️⃣use8️⃣: z\n",
            .error(.incompatibleKeys, "`role` can't be combined with `slot`"),
            .error(.incompatibleKeys, "`name`"),
            .error(.incompatibleKeys, "`content`"), .error(.incompatibleKeys, "`use`"), format: .two),
        BadInput(
            "a slot in format 1", "modules:\n  - content: x\n  - 1️⃣slot2️⃣: history\n",
            .error(.newerKey, "`slot` needs format 2")),
    ]
}
