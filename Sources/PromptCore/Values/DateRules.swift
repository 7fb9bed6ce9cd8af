extension Variable {
    /// Checks a `date`: an ISO 8601 date, with a time only if `include_time` is set. It is inserted as given.
    func acceptDate(_ text: String) throws(ValueProblem) -> TypedValue {
        let example = includesTime ? "2026-11-24T09:30" : "2026-11-24"
        guard let date = CalendarDate(text) else {
            throw ValueProblem(
                "must be an ISO 8601 date, not \(quoted(text))", help: "write it like \(example)")
        }
        if date.hasTime, !includesTime {
            throw ValueProblem(
                "must be a date without a time, not \(quoted(text))", help: "write it like \(example)")
        }
        if let earliest, let limit = CalendarDate(earliest.value), date < limit {
            throw ValueProblem("must not be before \(earliest.value), unlike \(text)")
        }
        if let latest, let limit = CalendarDate(latest.value), limit.endOfPeriod < date {
            throw ValueProblem("must not be after \(latest.value), unlike \(text)")
        }
        return .date(text)
    }
}

extension CalendarDate {
    /// The latest time that a limit allows: a limit without a time means the whole day.
    var endOfPeriod: CalendarDate { hasTime ? self : addingSeconds(86_399) }
}
