internal import PromptCore

/// The meaning of a node in a record, as far as the merge needs it.
enum MergeShape: Equatable {
    case record(RecordKind)
    case modules, module
    case options, option
    case variables, variable
    /// The choices of a select.
    case choices, choice
    /// An unordered list whose items are identified by their text: tags.
    case set
    /// The list under `conflicts`.
    case conflicts
    /// Any map, list or scalar.
    case free
    /// A template: two of them can be kept side by side as options.
    case content
    /// `labels.yaml`, and each map in it.
    case labels

    /// Returns the shape of the value of `key` in a map of this shape.
    func value(of key: String) -> MergeShape {
        switch (self, key) {
        case (.record(.prompt), "modules"): .modules
        case (.record(.module), "options"), (.module, "options"): .options
        case (.record(.variable), "options"), (.variable, "options"): .choices
        case (.record(.prompt), "variables"), (.record(.module), "variables"): .variables
        case (.record, "conflicts"): .conflicts
        case (.record, "tags"), (.option, "tags"), (.variable, "default"), (.record(.variable), "default"):
            .set
        case (.record(.prompt), "content"), (.record(.module), "content"), (.module, "content"),
            (.option, "content"):
            .content
        case (.variables, _): .variable
        case (.labels, _): .labels
        default: .free
        }
    }

    /// The shape of the items of a list of this shape.
    var item: MergeShape {
        switch self {
        case .modules: .module
        case .options: .option
        case .choices: .choice
        default: .free
        }
    }

    /// True if a list of this shape must not be empty.
    var needsItems: Bool { self == .modules || self == .options || self == .choices }
}
