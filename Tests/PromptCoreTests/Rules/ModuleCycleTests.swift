import Testing

@testable import PromptCore

@Suite struct ModuleCycleTests {
    @Test(arguments: BadInput.moduleCycle)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let moduleCycle: [BadInput] = [
        use(
            "use: a ring of two", "one", .error(.moduleCycle, "one → two → one"),
            beside: ["one.module.yaml": "use: two\n", "two.module.yaml": "use: one\n"]),
        use(
            "use: a ring of three", "one", .error(.moduleCycle, "one → two → three → one"),
            beside: [
                "one.module.yaml": "use: two\n", "two.module.yaml": "use: three\n",
                "three.module.yaml": "use: one\n",
            ]),
        use(
            "use: a ring further on", "in", .error(.moduleCycle, "one → two → one"),
            beside: [
                "in.module.yaml": "use: one\n", "one.module.yaml": "use: two\n",
                "two.module.yaml": "use: one\n",
            ]),
        BadInput("use: itself", "use: 1️⃣me2️⃣\n", .error(.moduleCycle, "me → me"), in: "me.module.yaml"),
        partial(
            "partial: a ring of two", "one", .error(.moduleCycle, "one → two → one"),
            beside: [
                "one.module.yaml": "content: \"{{> two}}\"\n", "two.module.yaml": "content: \"{{> one}}\"\n",
            ]),
        partial(
            "partial: a ring of three", "one", .error(.moduleCycle, "one → two → three → one"),
            beside: [
                "one.module.yaml": "content: \"{{> two}}\"\n",
                "two.module.yaml": "content: \"{{> three}}\"\n",
                "three.module.yaml": "content: \"{{> one}}\"\n",
            ]),
        BadInput(
            "partial: itself", "content: \"again {{> 1️⃣me2️⃣}}\"\n", .error(.moduleCycle, "me → me"),
            in: "me.module.yaml"),
        BadInput(
            "partial: back to the module itself", "content: \"{{> 1️⃣two2️⃣}}\"\n",
            .error(.moduleCycle, "one → two → one"),
            in: "one.module.yaml", beside: ["two.module.yaml": "content: \"{{> one}}\"\n"]),
        BadInput(
            "partial: a module that uses itself", "content: \"{{> 1️⃣one2️⃣}}\"\n",
            .error(.moduleCycle, "one → two → one"),
            beside: ["one.module.yaml": "use: two\n", "two.module.yaml": "use: one\n"]),
    ]
}
