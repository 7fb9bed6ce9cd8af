public import PromptCore
internal import Synchronization

/// The clock for the dates and times that a store writes.
public struct StoreClock: Sendable {
    /// Returns whole milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: @Sendable () -> Int64
    /// Returns the present offset of local time from UTC in minutes, positive to the east.
    public let offsetMinutes: @Sendable () -> Int

    /// A clock from its two readings.
    public init(
        milliseconds: @escaping @Sendable () -> Int64, offsetMinutes: @escaping @Sendable () -> Int = { 0 }
    ) {
        self.milliseconds = milliseconds
        self.offsetMinutes = offsetMinutes
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    public var seconds: Int64 {
        let (seconds, rest) = milliseconds().quotientAndRemainder(dividingBy: 1000)
        return rest < 0 ? seconds - 1 : seconds
    }

    /// The time in UTC to the second, as RFC 3339: `2026-11-24T09:30:00Z`.
    public var text: String { CivilTime(secondsSinceEpoch: seconds).text }
}

/// A source of new ids: UUIDv7 (RFC 9562).
public final class RecordIDSource: Sendable {
    private let clock: StoreClock
    private let random: @Sendable () -> UInt64
    /// The last id's milliseconds and first random half.
    private let last = Mutex<(milliseconds: UInt64, high: UInt64)>((0, 0))

    /// - Parameter random: returns 64 random bits.
    public init(clock: StoreClock, random: @escaping @Sendable () -> UInt64) {
        self.clock = clock
        self.random = random
    }

    /// Returns an id of this moment. Within one millisecond the random part is counted up from the previous
    /// one (RFC 9562, 6.2, method 2).
    public func next() -> RecordID {
        let now = UInt64(max(0, clock.milliseconds()))
        let (milliseconds, high) = last.withLock { last in
            if now > last.milliseconds {
                // The highest of the 12 counting bits is left free, so that there is room to count.
                last = (now, random() & ~0x800)
            } else if last.high & 0xFFF == 0xFFF {
                last = (last.milliseconds + 1, last.high & ~0xFFF)
            } else {
                last.high += 1
            }
            return last
        }
        return .version7(milliseconds: milliseconds, random: (high, random()))
    }
}
