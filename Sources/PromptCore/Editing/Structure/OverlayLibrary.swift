public import Diagnostics

/// A library as it will be after some files are written.
public struct OverlayLibrary: Library {
    private let base: any Library
    private let modules: [Address: SharedModule]
    private let variables: [Address: SharedVariable]

    /// - Parameter files: the new shared modules and variables; files of other kinds are ignored.
    public init(_ base: any Library, with files: [ParsedFile]) {
        self.base = base
        var modules: [Address: SharedModule] = [:]
        var variables: [Address: SharedVariable] = [:]
        for file in files {
            if let module = file.sharedModule { modules[file.address] = module }
            if let variable = file.sharedVariable { variables[file.address] = variable }
        }
        self.modules = modules
        self.variables = variables
    }

    /// Returns the shared module at `address`: the new one if there is one, else that of the base library.
    public func module(at address: Address) -> SharedModule? { modules[address] ?? base.module(at: address) }

    /// Returns the shared variable called `name` in `folder`, after the change.
    public func variable(named name: String, in folder: Address) -> SharedVariable? {
        let known = base.variable(named: name, in: folder)
        if let known, variables[known.address] == nil { return known }
        return variables.values.filter { $0.address.folder == folder && $0.variable?.name.value == name }
            .min { $0.address < $1.address }
    }

    /// Returns the addresses of the base library, because no module is added or removed.
    public func moduleAddresses() -> [Address] { base.moduleAddresses() }
}

extension Checker {
    /// Returns the problems of one severity that `validate` will find in a file and does not find now.
    ///
    /// - Parameters:
    ///   - library: the current library.
    ///   - files: the other files that will be written together with `after`.
    public static func newProblems(
        in after: ParsedFile, insteadOf before: ParsedFile, _ severity: Severity, library: any Library,
        with files: [ParsedFile] = []
    ) -> [Diagnostic] {
        check(after, in: OverlayLibrary(library, with: files + [after]))
            .new(severity, since: check(before, in: library))
    }
}
