internal import PromptCore

/// The counted parts of one event; prompts, users and actions by their indices in ``UsageNames``.
struct UsageMoment: Sendable {
    let id: RecordID
    let at: Int64
    var prompt, user, action: Int32
}

/// Equal events of one day.
struct UsageRow: Sendable {
    /// Indices in ``UsageNames``.
    var prompt, user, action: Int32
    /// Days since 1970-01-01.
    var day: Int32
    var count: UInt32
    /// The time of the last one, in seconds of the day.
    var last: UInt32

    /// Seconds since 1970-01-01T00:00:00Z.
    var lastAt: Int64 { Int64(day) * UsageTime.day + Int64(last) }
}

/// The counted events of one month. An event counts once, even if several files contain it: its id identifies
/// it.
struct UsageMonth: Sendable {
    private(set) var rows: [UsageRow] = []
    /// The ids of all counted events, sorted.
    private(set) var ids: [RecordID] = []
    private var indices: [Key: Int] = [:]
    private var last: (key: Key, index: Int)?

    private struct Key: Hashable {
        let prompt, user, action, day: Int32

        init(_ row: UsageRow) { (prompt, user, action, day) = (row.prompt, row.user, row.action, row.day) }
    }

    init() {}

    init(rows: [UsageRow], ids: [RecordID]) {
        self.rows = rows
        self.ids = ids
        indices.reserveCapacity(rows.count)
        for (index, row) in rows.enumerated() { indices[Key(row)] = index }
    }

    /// Counts those of the events that were not counted yet.
    mutating func add(_ events: [UsageMoment]) {
        var events = events
        if !zip(events, events.dropFirst()).allSatisfy({ $0.id < $1.id }) { events.sort { $0.id < $1.id } }
        var merged: [RecordID] = []
        // The usual case: all of them are newer.
        if let first = events.first, ids.last.map({ $0 < first.id }) ?? true { swap(&merged, &ids) }
        merged.reserveCapacity(merged.count + ids.count + events.count)
        var next = 0
        for event in events {
            while next < ids.count, ids[next] < event.id {
                merged.append(ids[next])
                next += 1
            }
            if merged.last == event.id || next < ids.count && ids[next] == event.id { continue }
            merged.append(event.id)
            count(event)
        }
        merged += ids[next...]
        ids = merged
    }

    private mutating func count(_ event: UsageMoment) {
        let seconds = event.at
        let day = Int32(truncatingIfNeeded: seconds >= 0 ? seconds / UsageTime.day : -1)
        let second = UInt32(truncatingIfNeeded: max(0, seconds) % UsageTime.day)
        let row = UsageRow(
            prompt: event.prompt, user: event.user, action: event.action, day: day, count: 0, last: 0)
        let key = Key(row)
        let index: Int
        if let last, last.key == key {
            index = last.index
        } else if let known = indices[key] {
            index = known
        } else {
            index = rows.count
            rows.append(row)
            indices[key] = index
        }
        last = (key, index)
        rows[index].count += 1
        rows[index].last = max(rows[index].last, second)
    }
}

/// The events of a part of a file.
struct UsagePart: Sendable {
    var names = UsageNames()
    /// The events by month, numbered by ``UsageTime/month(of:)``.
    var months: [Int32: [UsageMoment]] = [:]
    /// The number of lines without an event, and of lines with other bytes before their event.
    var tornCount = 0

    /// Reads complete lines.
    init(_ bytes: UnsafeRawBufferPointer) {
        var reader = UsageLineReader(bytes)
        var start = 0
        var (events, month, day): ([UsageMoment], Int32, Int64) = ([], 0, .min)
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            defer { start = end + 1 }
            if end == start { continue }
            let (found, eventStart) = reader.event(in: start..<end)
            if eventStart != start { tornCount += 1 }
            guard let found else { continue }
            func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
                UnsafeRawBufferPointer(rebasing: bytes[range])
            }
            if found.at / UsageTime.day != day {
                let next = UsageTime.month(of: found.at)
                if next != month, !events.isEmpty {
                    months[month, default: []] += events
                    events = []
                }
                (month, day) = (next, found.at / UsageTime.day)
            }
            let address = UsageNames.text(slice(found.address))
            events.append(
                UsageMoment(
                    id: found.id, at: found.at,
                    prompt: names.index(
                        of: UsagePrompt(id: found.prompt, address: address, addressAt: found.at)),
                    user: names.index(ofUser: slice(found.user)),
                    action: names.index(ofAction: slice(found.action))))
        }
        if !events.isEmpty { months[month, default: []] += events }
    }

    /// Returns the same events with the indices of other names, to which missing ones are added.
    func events(of month: Int32, in names: inout UsageNames) -> [UsageMoment] {
        let prompts = self.names.prompts.map { names.index(of: $0) }
        let users = self.names.users.all.map { names.index(ofUser: $0) }
        let actions = self.names.actions.all.map { names.index(ofAction: $0) }
        return (months[month] ?? []).map { event in
            UsageMoment(
                id: event.id, at: event.at, prompt: prompts[Int(event.prompt)], user: users[Int(event.user)],
                action: actions[Int(event.action)])
        }
    }
}
