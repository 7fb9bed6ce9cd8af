/// Assigns each handle once: if it is taken, `-2`, `-3`, … is appended, as the format defines.
package struct UniqueHandles {
    private var taken: Set<String> = []
    /// The number at which the search for a free one continues, so that many equal names take linear time.
    private var next: [String: Int] = [:]

    package init() {}

    /// Returns `wished`, or `wished` with the first number that is free.
    package mutating func take(_ wished: String) -> String {
        if taken.insert(wished).inserted { return wished }
        var number = next[wished] ?? 2
        while !taken.insert("\(wished)-\(number)").inserted { number += 1 }
        next[wished] = number + 1
        return "\(wished)-\(number)"
    }
}
