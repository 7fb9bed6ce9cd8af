internal import PromptCore
internal import PromptStore

/// Prompts with how often they were used, those used most first.
struct StatsSelection {
    /// One prompt.
    struct Line {
        let address: String
        let id: RecordID?
        let total: Usage.Total
        /// There is no such prompt any more.
        let isDeleted: Bool
        /// Its places in the usage's prompts.
        let places: [Int]
    }

    let lines: [Line]
    /// Whether it is all that was ever used, and not a part.
    let isWhole: Bool

    init(lines: [Line], isWhole: Bool) {
        self.lines = lines
        self.isWhole = isWhole
    }

    /// - Parameter isWhole: whether the prompts that are gone are wanted too.
    init(_ records: [RecordSummary], _ usage: Usage, isWhole: Bool) {
        var lines = records.map { record in
            Line(
                address: record.address.path, id: record.id,
                total: usage.total(of: record.id, at: record.address),
                isDeleted: false, places: usage.places(of: record.id, at: record.address))
        }
        if isWhole {
            let known = Swift.Set(lines.flatMap(\.places))
            for (place, prompt) in usage.prompts.enumerated() where !known.contains(place) {
                guard usage.totals[place].uses > 0 else { continue }
                lines.append(
                    Line(
                        address: prompt.address, id: prompt.id, total: usage.totals[place], isDeleted: true,
                        places: [place]))
            }
        }
        self.isWhole = isWhole
        self.lines = lines.sorted {
            if $0.total.uses != $1.total.uses { return $0.total.uses > $1.total.uses }
            return $0.address.utf8.lexicographicallyPrecedes($1.address.utf8)
        }
    }

    /// What is counted of the selected prompts, one by one.
    func entries(_ usage: Usage) -> [Usage.Entry] {
        usage.entries(of: isWhole ? nil : Swift.Set(lines.flatMap(\.places)))
    }
}
