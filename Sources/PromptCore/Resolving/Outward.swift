/// "Looking outward": the one rule by which `use`, partials and shared variables are found.
///
/// A reference is looked up in the folder of the file that contains it, then in each parent up to `prompts/`;
/// the nearest match wins. A reference with several parts is looked up the same way. If it starts with `/`,
/// it starts at `prompts/`.
package enum Outward {
    /// Returns the addresses that a reference can mean, nearest first.
    ///
    /// - Throws: ``AddressError`` if the reference is no valid address.
    package static func candidates(
        for reference: String, from folder: Address
    ) throws(AddressError) -> [Address] {
        let target = try Address(validating: reference)
        if reference.hasPrefix("/") { return [target] }
        return folder.outward.map { $0.appending(target.path) }
    }

    /// The result of looking up a module.
    enum ModuleResult {
        case found(SharedModule)
        case invalid(AddressError)
        case missing([Address])
    }

    /// Returns the nearest module that `reference` means.
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

    /// Returns the nearest shared variable called `name`.
    static func variable(_ name: String, from folder: Address, in library: any Library) -> SharedVariable? {
        guard Variable.isName(name) else { return nil }
        for folder in folder.outward {
            if let variable = library.variable(named: name, in: folder) { return variable }
        }
        return nil
    }
}
