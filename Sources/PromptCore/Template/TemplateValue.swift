/// The value of a name in a rendering.
///
/// A section is skipped if its name is missing or its value is `null`, `bool(false)`, an empty text or an
/// empty list. It repeats over a list, and is rendered once for any other value. The value is its `{{.}}`.
public enum TemplateValue: Sendable, Hashable {
    /// Inserts nothing.
    case null
    /// Inserts the label, else `true` or `false`. Sections depend on the Boolean, never on the label.
    case bool(Bool, label: String? = nil)
    /// Inserts the text. Numbers and dates are texts too, because they are inserted as given.
    case text(String)
    /// Inserts the text. `{{x.name}}`, and `{{name}}` inside a section over it, insert a field.
    case labelled(String, fields: TemplateObject)
    /// Inserts the items with `, ` between them; a section repeats over them.
    case list([TemplateValue])
    /// Inserts nothing; its fields have names.
    case object(TemplateObject)

    /// True if a section over it is rendered.
    public var isTrue: Bool {
        switch self {
        case .null: false
        case .bool(let truth, _): truth
        case .text(let text), .labelled(let text, _): !text.isEmpty
        case .list(let items): !items.isEmpty
        case .object: true
        }
    }

    /// The text that `{{x}}` inserts for it.
    public var text: String {
        switch self {
        case .null, .object: ""
        case .bool(let truth, let label): label ?? (truth ? "true" : "false")
        case .text(let text), .labelled(let text, _): text
        case .list(let items): items.map(\.text).joined(separator: ", ")
        }
    }

    /// True if names can be looked up in it.
    var hasFields: Bool {
        switch self {
        case .object, .labelled: true
        case .null, .bool, .text, .list: false
        }
    }

    /// Returns the field with that name; `nil` if there is none.
    func field(_ name: TemplateName) -> TemplateValue? {
        switch self {
        case .object(let fields), .labelled(_, let fields): fields[name]
        case .null, .bool, .text, .list: nil
        }
    }
}

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral,
    ExpressibleByBooleanLiteral
{
    /// Creates a text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// Creates a list.
    public init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
    /// Creates a Boolean without a label.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Creates an object. If a name occurs twice, the later value counts.
    public init(dictionaryLiteral elements: (String, TemplateValue)...) {
        self = .object(TemplateObject(elements))
    }
}
