/// The parts of a record that words are found in, from the one that says most about it to the one that says least.
public enum SearchField: UInt8, Sendable, Hashable, CaseIterable {
    /// Its `name:`.
    case name
    /// The last part of its address.
    case handle
    /// The folders of its address.
    case folder
    case tag
    /// Names and handles of a prompt's modules, and addresses of shared ones it uses.
    case module
    /// Names and handles of options.
    case option
    /// Names of variables.
    case variable
    /// Descriptions: its own, its modules', its options'.
    case description
    /// Texts of options; of a variable, its help and what can be chosen.
    case text
}
