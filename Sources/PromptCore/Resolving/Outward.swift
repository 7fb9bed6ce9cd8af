/// "Looking outward": the one rule by which `use`, partials and shared variables are found.
///
/// A reference is looked for in the folder of the file in which it stands, then in each parent up to
/// `prompts/`; the nearest wins. A reference with several parts walks the same way; a leading `/`
/// starts at `prompts/`.
enum Outward {
    /// The addresses a reference may mean, nearest first.
    static func candidates(for reference: String, from folder: Address) throws(AddressError) -> [Address] {
        let target = try Address(validating: reference)
        if reference.hasPrefix("/") { return [target] }
        return folder.outward.map { $0.appending(target.path) }
    }

    /// What finding a module gave.
    enum ModuleResult {
        case found(SharedModule)
        case invalid(AddressError)
        case missing([Address])
    }

    /// The nearest module that `reference` means.
    static func module(_ reference: String, from folder: Address, in library: any Library) -> ModuleResult {
        do {
            let candidates = try candidates(for: reference, from: folder)
            for candidate in candidates {
                if let module = library.module(at: candidate) { return .found(module) }
            }
            return .missing(candidates)
        } catch {
            return .invalid(error)
        }
    }

    /// The nearest shared variable called `name`.
    static func variable(_ name: String, from folder: Address, in library: any Library) -> SharedVariable? {
        guard Variable.isName(name) else { return nil }
        for folder in folder.outward {
            if let variable = library.variable(named: name, in: folder) { return variable }
        }
        return nil
    }
}
