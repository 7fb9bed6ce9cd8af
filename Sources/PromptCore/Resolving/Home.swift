/// The file a text stands in: where its references start, and the variables declared beside it.
public struct Home: Sendable {
    let folder: Address
    let address: Address
    let kind: RecordKind
    let variables: [Variable]
    /// The modules through which the text came here and that declare variables, outermost first.
    var users: [Home] = []
    /// Positions by name, where there are too many to look through.
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

    /// As people see it.
    var file: String { address.file(kind) }

    /// The variable called `name` that this file itself declares.
    func variable(named name: String) -> Variable? { position(of: name).map { variables[$0] } }

    /// Whether this file itself declares a variable of that name.
    func declares(_ name: String) -> Bool { position(of: name) != nil }

    /// By position: going over the elements would copy each of these large values.
    private func position(of name: String) -> Int? {
        if positions.isEmpty { return variables.indices.first { variables[$0].name.value == name } }
        return positions[name]
    }
}
