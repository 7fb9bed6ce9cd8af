/// The words that mean true and false, in any case.
enum BooleanWord {
    static func value(of text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }
}

extension Variable {
    /// `boolean`: inserted as its label, else true or false.
    func acceptBoolean(_ text: String) throws(ValueProblem) -> TypedValue {
        guard let truth = BooleanWord.value(of: text) else {
            throw ValueProblem(
                "must be true or false, not \(quoted(text))", help: "yes, no, on, off, 1 and 0 do too")
        }
        return .boolean(truth, label: truth ? trueLabel : falseLabel)
    }
}
