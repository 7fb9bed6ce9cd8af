/// What a name stands for in a rendering.
///
/// A section is left out for `null`, `bool(false)`, an empty text and an empty list, and for a missing name;
/// it repeats over a list and is there once for everything else, with the value as its `{{.}}`.
public enum TemplateValue: Sendable, Hashable {
    /// Inserts nothing.
    case null
    /// Inserts the label, else `true` or `false`. Sections follow the truth, never the label.
    case bool(Bool, label: String? = nil)
    /// Inserts the text. Numbers and dates are texts too: they are inserted as they were given.
    case text(String)
    /// Inserts the text; `{{x.name}}`, and `{{name}}` inside a section over it, insert a field.
    case labelled(String, fields: TemplateObject)
    /// Inserts the items with `, ` between them; a section repeats over them.
    case list([TemplateValue])
    /// Inserts nothing itself; its fields have names.
    case object(TemplateObject)

    /// Whether a section over it is there.
    public var isTrue: Bool {
        switch self {
        case .null: false
        case .bool(let truth, _): truth
        case .text(let text), .labelled(let text, _): !text.isEmpty
        case .list(let items): !items.isEmpty
        case .object: true
        }
    }

    /// What `{{x}}` inserts for it.
    public var text: String {
        switch self {
        case .null, .object: ""
        case .bool(let truth, let label): label ?? (truth ? "true" : "false")
        case .text(let text), .labelled(let text, _): text
        case .list(let items): items.map(\.text).joined(separator: ", ")
        }
    }

    /// Whether names can be looked up in it.
    var hasFields: Bool {
        switch self {
        case .object, .labelled: true
        case .null, .bool, .text, .list: false
        }
    }

    /// The field of that name, where it has one.
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
    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// A list.
    public init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
    /// A truth without a label.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// An object; of two equal names the later counts.
    public init(dictionaryLiteral elements: (String, TemplateValue)...) {
        self = .object(TemplateObject(elements))
    }
}
