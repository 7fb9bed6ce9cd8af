/// A Markdown table.
public struct Table {
    private let columns: [String]
    private var rows: [[String]] = []

    /// A table with these column heads and no rows.
    public init(_ columns: String...) {
        self.columns = columns
    }

    /// Adds a row, a cell for each column.
    public mutating func add(_ cells: String...) {
        rows.append(cells)
    }

    /// The table's text, with a line end. The first column is words, the others are numbers.
    public var markdown: String {
        let rule = columns.indices.map { $0 == 0 ? "---" : "---:" }
        return ([columns, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
}
