internal import PromptCore

/// The filters of a query.
enum SearchFilterName: String, CaseIterable {
    case tag, `in`, `var`, uses, kind

    /// Returns the filter that a person means by another name; `nil` if there is none.
    static func meant(by name: String) -> SearchFilterName? {
        switch name {
        case "tags", "label": .tag
        case "folder", "inside", "path", "dir": .in
        case "vars", "variable", "variables": .var
        case "use", "using", "module", "refs": .uses
        case "kinds", "type", "is": .kind
        default: nil
        }
    }

    var example: String {
        switch self {
        case .tag: "tag:email"
        case .in: "in:marketing"
        case .var: "var:customer_name"
        case .uses: "uses:shared/tone"
        case .kind: "kind:prompt"
        }
    }

    func condition(_ value: String) throws(SearchQueryError) -> SearchFilter.Condition {
        switch self {
        case .tag: return .tag(Slug.foldingKey(value.hasPrefix("#") ? String(value.dropFirst()) : value))
        case .var: return .variable(value)
        case .in: return .folder(value == "/" ? .top : try address(value))
        case .uses: return .uses(try address(value))
        case .kind:
            let kinds: [RecordKind] = [.prompt, .module, .variable, .folder]
            if let kind = kinds.first(where: {
                $0.rawValue == value.lowercased() || $0.rawValue + "s" == value.lowercased()
            }) {
                return .kind(kind)
            }
            throw SearchQueryError(
                message: "there is no kind \(quoted(value))",
                help: "the kinds: \(kinds.map(\.rawValue).joined(separator: ", "))")
        }
    }

    private func address(_ value: String) throws(SearchQueryError) -> Address {
        do throws(AddressError) {
            return try Address(validating: value)
        } catch {
            throw SearchQueryError(message: error.description, help: "for example `\(example)`")
        }
    }
}
