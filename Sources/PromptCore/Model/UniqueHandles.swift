/// Gives out handles, each once: a taken one gets `-2`, `-3`, … as the format has it.
struct UniqueHandles {
    private var taken: Set<String> = []
    /// Where the search for a free number goes on, so that many equal names cost no more than their number.
    private var next: [String: Int] = [:]

    /// `wished`, or with the first number that makes it free.
    mutating func take(_ wished: String) -> String {
        if taken.insert(wished).inserted { return wished }
        var number = next[wished] ?? 2
        while !taken.insert("\(wished)-\(number)").inserted { number += 1 }
        next[wished] = number + 1
        return "\(wished)-\(number)"
    }
}
