import Testing

@testable import PromptCore

@Suite struct SimilarNamesTests {
    @Test(arguments: BadInput.similarNames)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }
}

extension BadInput {
    static let similarNames: [BadInput] = [
        BadInput(
            "names with - and _", "variables: {a-b: {}, 1️⃣a_b2️⃣: {}}\ncontent: '{{a-b}}{{a_b}}'\n",
            .warning(.similarNames, "\"a_b\" and \"a-b\""), format: .two),
        BadInput(
            "names in two cases", "variables: {Name: {}, 1️⃣name2️⃣: {}}\ncontent: '{{name}}{{Name}}'\n",
            .warning(.similarNames, "\"name\" and \"Name\""), format: .two),
        BadInput(
            "full-width letters", "variables: {ab: {}, 1️⃣ａb2️⃣: {}}\ncontent: '{{ab}}{{ａb}}'\n",
            .warning(.similarNames, "look alike"), format: .two),
        BadInput(
            "names in two cases in format 1", "variables: {Name: {}, name: {}}\ncontent: '{{name}}{{Name}}'\n"
        ),
        BadInput(
            "names that differ", "variables: {a-b: {}, a-c: {}}\ncontent: '{{a-b}}{{a-c}}'\n", format: .two),
        BadInput(
            "a shared variable, declared too",
            "variables: {a-b: {}}\ncontent: '{{a-b}} {{1️⃣a_b2️⃣}} {{a_b}}'\n",
            .warning(.similarNames, "\"a_b\" and \"a-b\""),
            beside: ["a-b.variable.yaml": "default: x\n"], format: .two),
        BadInput(
            "labels in a section",
            "variables: {Label: {}, m: {type: multiselect, options: [x]}}\ncontent: '{{Label}}{{#m}}{{label}}{{/m}}'\n",
            format: .two),
        BadInput(
            "two files of a folder", "name: 1️⃣user-name2️⃣\n",
            .warning(.similarNames, "\"user-name\" and \"user_name\""),
            in: "x.variable.yaml", beside: ["user-name.variable.yaml": "default: x\n"], format: .two),
    ]
}
