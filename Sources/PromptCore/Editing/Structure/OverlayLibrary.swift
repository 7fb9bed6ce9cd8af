public import Diagnostics

/// A library as it will be once some files are written.
public struct OverlayLibrary: Library {
    private let base: any Library
    private let modules: [Address: SharedModule]
    private let variables: [Address: SharedVariable]

    /// - Parameter files: shared modules and variables as they will be; others are left out of account.
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

    /// The shared module at `address`, as it will be.
    public func module(at address: Address) -> SharedModule? { modules[address] ?? base.module(at: address) }

    /// The shared variable called `name` in `folder`, as it will be.
    public func variable(named name: String, in folder: Address) -> SharedVariable? {
        let known = base.variable(named: name, in: folder)
        if let known, variables[known.address] == nil { return known }
        return variables.values.filter { $0.address.folder == folder && $0.variable?.name.value == name }
            .min { $0.address < $1.address }
    }

    /// The same as before: no module comes or goes.
    public func moduleAddresses() -> [Address] { base.moduleAddresses() }
}

extension Checker {
    /// What `validate` will find in a file that it does not find now, of one severity.
    ///
    /// - Parameters:
    ///   - library: as it is.
    ///   - files: what else will be written together with `after`.
    public static func newProblems(
        in after: ParsedFile, insteadOf before: ParsedFile, _ severity: Severity, library: any Library,
        with files: [ParsedFile] = []
    ) -> [Diagnostic] {
        var known: [String: Int] = [:]
        for old in check(before, in: library) where old.severity == severity {
            known[old.message, default: 0] += 1
        }
        return check(after, in: OverlayLibrary(library, with: files + [after])).filter { new in
            guard new.severity == severity else { return false }
            if let count = known[new.message], count > 0 {
                known[new.message] = count - 1
                return false
            }
            return true
        }
    }
}
