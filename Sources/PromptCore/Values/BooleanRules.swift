/// The words for true and false, in any case.
package enum BooleanWord {
    package static func value(of text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }
}

extension Variable {
    /// Checks a `boolean`. Its label is inserted, or `true` or `false` if it has none.
    func acceptBoolean(_ text: String) throws(ValueProblem) -> TypedValue {
        guard let truth = BooleanWord.value(of: text) else {
            throw ValueProblem(
                "must be true or false, not \(quoted(text))", help: "yes, no, on, off, 1 and 0 do too")
        }
        return .boolean(truth, label: truth ? trueLabel : falseLabel)
    }
}
