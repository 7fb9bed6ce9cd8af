/// Seconds that several runs of the same work took.
public struct Samples: Sendable {
    private var sorted: [Double] = []

    /// No runs yet.
    public init() {}

    /// Adds one run.
    public mutating func add(_ seconds: Double) {
        let place = sorted.firstIndex { $0 > seconds } ?? sorted.endIndex
        sorted.insert(seconds, at: place)
    }

    /// The number of runs.
    public var count: Int { sorted.count }
    /// The sum of all runs, in seconds.
    public var total: Double { sorted.reduce(0, +) }
    /// The fastest run, in seconds; NaN without runs.
    public var least: Double { sorted.first ?? .nan }
    /// The slowest run, in seconds; NaN without runs.
    public var most: Double { sorted.last ?? .nan }

    /// The middle run; of an even number, the mean of the middle two.
    public var median: Double {
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}

/// Runs several kinds of work in turn, A B C A B C, so that what else the machine does meets all of them
/// alike.
/// - Parameters:
///   - rounds: how many times each is measured.
///   - warmUp: rounds before that which are not counted.
/// - Returns: the samples, in the order of `works`.
public func alternating(rounds: Int, warmUp: Int = 1, _ works: [() throws -> Double]) throws -> [Samples] {
    var samples = works.map { _ in Samples() }
    for round in 0..<(warmUp + rounds) {
        for (index, work) in works.enumerated() {
            let time = try work()
            if round >= warmUp { samples[index].add(time) }
        }
    }
    return samples
}
