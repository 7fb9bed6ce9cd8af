internal import ArgumentParser
internal import PromptCore
internal import PromptStore
internal import SystemPackage

/// Options that every command takes, before or after its word.
struct Globals: ParsableArguments {
    @Option(
        name: .customShort("C"),
        help: ArgumentHelp("Work as if started in this directory.", valueName: "dir"),
        completion: .directory)
    var directory: String?

    @Flag(name: .shortAndLong, help: "Say nothing but what was asked for.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say more: which store, and where values come from.")
    var verbose = false

    @Option(help: ArgumentHelp("Colour: auto, always or never.", valueName: "when"))
    var color: ColourChoice = .auto

    /// Returns the store: that of `-C`, else of `$PROMPTPAL_STORE`, else the nearest one upward.
    func store() throws(Failure) -> Store {
        let store = try StoreLocator(directory).open()
        if !quiet { OpenedStores.remember(store) }
        if verbose {
            Output.error.line("store: \(Terminal.line(WorkingDirectory.absolute(store.path).string))")
        }
        return store
    }

    /// The directory the command works from.
    var start: FilePath { StoreLocator(directory).start }

    /// Moves these options from before the command's word to after it, because its parser reads them there.
    static func hoist(_ arguments: [String]) -> [String] {
        var leading: [String] = []
        var index = 0
        while index < arguments.count {
            let argument = arguments[index]
            if ["-C", "--color"].contains(argument), index + 1 < arguments.count {
                leading += arguments[index...index + 1]
                index += 2
            } else if argument.hasPrefix("--color=")
                || ["-q", "--quiet", "-v", "--verbose"].contains(argument)
            {
                leading.append(argument)
                index += 1
            } else {
                break
            }
        }
        guard !leading.isEmpty, index < arguments.count, !arguments[index].hasPrefix("-") else {
            return arguments
        }
        return [arguments[index]] + leading + arguments[(index + 1)...]
    }
}

/// The values of `--color`.
enum ColourChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
}
