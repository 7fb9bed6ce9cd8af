import ArgumentParser
import CLinux

/// The way in: one subcommand for each kind of measurement.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promptpal-bench",
        abstract: "Make stores of any size, and measure promptpal beside its peers.",
        discussion: "`Scripts/bench` runs everything here in order; docs/performance.md holds what it found.",
        subcommands: [
            Generate.self, History.self, Decode.self, TemplateRows.self, Lookups.self, Searches.self,
            Attributions.self, Changes.self, Imports.self, Sync.self, Process.self,
        ])

    static func main() {
        clinux_default_crash_signals()
        main(nil)
    }
}
