/// The file of a text: references start from its folder, and its variables are in scope.
public struct Home: Sendable {
    let folder: Address
    let address: Address
    let kind: RecordKind
    let variables: [Variable]
    /// The modules that declare variables and through which the text was reached, outermost first.
    var users: [Home] = []
    /// Index of each variable by name; empty if there are so few that a linear search is faster.
    private let positions: [String: Int]

    init(folder: Address, address: Address, kind: RecordKind, variables: [Variable]) {
        self.folder = folder
        self.address = address
        self.kind = kind
        self.variables = variables
        var positions: [String: Int] = [:]
        if variables.count > 16 {
            for (index, variable) in variables.enumerated() where positions[variable.name.value] == nil {
                positions[variable.name.value] = index
            }
        }
        self.positions = positions
    }

    /// The path of the file, for messages.
    var file: String { address.file(kind) }

    /// Returns the variable `name` if this file itself declares it.
    func variable(named name: String) -> Variable? { position(of: name).map { variables[$0] } }

    /// True if this file itself declares a variable of that name.
    func declares(_ name: String) -> Bool { position(of: name) != nil }

    /// Searches by index, because iteration over the elements would copy each of these large values.
    private func position(of name: String) -> Int? {
        if positions.isEmpty { return variables.indices.first { variables[$0].name.value == name } }
        return positions[name]
    }
}
