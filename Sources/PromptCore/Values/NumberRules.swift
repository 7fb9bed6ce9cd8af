extension Variable {
    /// Checks a `number` with exact decimal arithmetic. It is inserted as given.
    func acceptNumber(_ text: String) throws(ValueProblem) -> TypedValue {
        guard let number = DecimalNumber(text) else {
            throw ValueProblem(
                "must be a decimal number, not \(quoted(text))", help: "write it like 12 or -0.5")
        }
        let unit = unit.map { " \($0)" } ?? ""
        if let least = minimum?.value, number < least {
            throw ValueProblem("must be at least \(least.text)\(unit), not \(text)")
        }
        if let most = maximum?.value, most < number {
            throw ValueProblem("must be at most \(most.text)\(unit), not \(text)")
        }
        if let step = step?.value, !number.isStep(step, from: minimum?.value) {
            let base = minimum.map { " counted from \($0.value.text)" } ?? ""
            throw ValueProblem("must lie on steps of \(step.text)\(unit)\(base), unlike \(text)")
        }
        return .number(number)
    }
}
