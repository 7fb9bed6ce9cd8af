/// The parts of a record in which words are found, from the most to the least significant.
public enum SearchField: UInt8, Sendable, Hashable, CaseIterable {
    /// Its `name:`.
    case name
    /// The last part of its address.
    case handle
    /// The folders of its address.
    case folder
    case tag
    /// Names and handles of a prompt's modules, and addresses of the shared ones it uses.
    case module
    /// Names and handles of options.
    case option
    /// Names of variables.
    case variable
    /// Descriptions: its own, its modules', its options'.
    case description
    /// Texts of options; for a variable, its help and its choices.
    case text
}
