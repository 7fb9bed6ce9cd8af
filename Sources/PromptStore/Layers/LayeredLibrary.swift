internal import PromptCore

/// A library over another: records that are not in the upper one are looked up in the lower one.
struct LayeredLibrary: Library {
    let upper, lower: any Library

    func module(at address: Address) -> SharedModule? {
        upper.module(at: address) ?? lower.module(at: address)
    }

    func variable(named name: String, in folder: Address) -> SharedVariable? {
        upper.variable(named: name, in: folder) ?? lower.variable(named: name, in: folder)
    }

    func moduleAddresses() -> [Address] {
        Array(Set(upper.moduleAddresses() + lower.moduleAddresses())).sorted()
    }
}
