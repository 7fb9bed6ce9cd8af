extension Variable {
    /// Checks a `text` or `multiline`: lengths are in Unicode scalars, and the pattern must match the whole
    /// value.
    func acceptText(_ text: String) throws(ValueProblem) -> TypedValue {
        if type == .text, text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
            throw ValueProblem("must be one line", help: "a variable of type multiline takes several")
        }
        if minLength != nil || maxLength != nil {
            let length = text.unicodeScalars.count
            if let least = minLength?.value, length < least {
                throw ValueProblem("must be at least \(counted(least, one: "character")) long, not \(length)")
            }
            if let most = maxLength?.value, length > most {
                throw ValueProblem("must be at most \(counted(most, one: "character")) long, not \(length)")
            }
        }
        guard let pattern = pattern?.value else { return .text(text) }
        let fits: Bool
        do {
            fits = try pattern.matches(text)
        } catch {
            throw ValueProblem(
                "is too long for its pattern to be checked",
                help: "make the value shorter or the pattern simpler")
        }
        guard fits else {
            throw ValueProblem(
                "must match the pattern \(shortened(patternText ?? "")), unlike \(quoted(text))")
        }
        return .text(text)
    }
}
