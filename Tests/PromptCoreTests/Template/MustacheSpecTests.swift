import Foundation
import PromptCore
import Testing

/// The Mustache specification's own cases, run with HTML escaping. They are not part of this repository: the
/// folder is `PROMPTPAL_SPECS` or `../shared/specs` beside the package. If it is missing, the suite is
/// skipped.
@Suite(.enabled(if: MustacheSpec.isPresent, "the Mustache specification's files are not here"))
struct MustacheSpecTests {
    @Test(arguments: MustacheSpec.files)
    func everyCaseOf(file: String) throws {
        let cases = try MustacheSpec.cases(of: file)
        #expect(cases.count >= 10)
        for spec in cases {
            let template = Template(spec.template)
            #expect(template.problems.isEmpty, "\(spec.name): \(spec.template)")
            var options = TemplateOptions()
            options.escape = true
            let rendered = try template.render(spec.data, options: options) { name in
                spec.partials[name].map { Template($0) }
            }
            #expect(rendered == spec.expected, "\(spec.name): \(spec.template)")
        }
    }

    @Test func allRequiredFilesAreThere() throws {
        let total = try MustacheSpec.files.map { try MustacheSpec.cases(of: $0).count }.reduce(0, +)
        #expect(total >= 136)
    }
}

enum MustacheSpec {
    struct Case {
        let name: String
        let template: String
        let expected: String
        let data: TemplateValue
        let partials: [String: String]
    }

    struct Unreadable: Error {}

    static let files = ["comments", "delimiters", "interpolation", "inverted", "partials", "sections"]

    static var folder: String {
        if let set = ProcessInfo.processInfo.environment["PROMPTPAL_SPECS"] { return set + "/mustache" }
        let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent()
        }
        return root.deletingLastPathComponent().path + "/shared/specs/mustache"
    }

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder + "/sections.json") }

    static func cases(of file: String) throws -> [Case] {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file).json"))
        guard let top = try JSONSerialization.jsonObject(with: data) as? [String: Any],
            let tests = top["tests"] as? [[String: Any]]
        else { throw Unreadable() }
        return try tests.map { test in
            guard let name = test["name"] as? String, let template = test["template"] as? String,
                let expected = test["expected"] as? String, let data = test["data"]
            else { throw Unreadable() }
            return Case(
                name: name, template: template, expected: expected, data: value(data),
                partials: test["partials"] as? [String: String] ?? [:])
        }
    }

    static func value(_ json: Any) -> TemplateValue {
        switch json {
        case let text as String: .text(text)
        case let items as [Any]: .list(items.map(value))
        case let fields as [String: Any]: .object(TemplateObject(fields.map { ($0.key, value($0.value)) }))
        case let number as NSNumber:
            // A JSON Boolean has the type char here, and no JSON number has.
            String(cString: number.objCType) == "c"
                ? .bool(number.boolValue) : .text(decimal(number.doubleValue))
        default: .null
        }
    }

    private static func decimal(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}
