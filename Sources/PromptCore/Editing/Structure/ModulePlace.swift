/// A position among the modules of a prompt.
public enum ModulePosition: Sendable, Hashable {
    case last
    /// Before or after the module with this handle, name or number.
    case before(String)
    case after(String)
    /// The number of the position, from 1.
    case number(Int)

    /// Returns the index of a module at this position.
    ///
    /// - Parameter moving: the index of the module that is moved; `nil` for a new one.
    /// - Throws: ``StructureError`` if there is no such position.
    func index(in prompt: Prompt, moving: Int?) throws(StructureError) -> Int {
        let count = prompt.modules.count
        switch self {
        case .last: return moving == nil ? count : count - 1
        case .before(let text), .after(let text):
            let other = try PartLookup.module(text, in: prompt)
            if other == moving {
                throw StructureError(
                    "\(quoted(text)) is the module that is moved", help: "name another one, or write --to N")
            }
            var index = other
            if case .after = self { index += 1 }
            if let moving, moving < index { index -= 1 }
            return index
        case .number(let number):
            let most = moving == nil ? count + 1 : count
            guard (1...most).contains(number) else {
                throw StructureError(
                    "there is no place \(number) among \(counted(count, one: "module"))",
                    help: "places go from 1 to \(most)")
            }
            return number - 1
        }
    }
}
