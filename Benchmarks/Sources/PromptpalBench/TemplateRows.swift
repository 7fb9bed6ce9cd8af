import ArgumentParser
import Harness
import Mustache
import PromptCore

/// `promptpal-bench template`
struct TemplateRows: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Render compiled templates beside swift-mustache, same texts and values.")

    @Option(help: "Rounds that are measured.")
    var rounds = 11

    @Option(help: "Renderings in a round.")
    var repeats = 2000

    func run() throws {
        var table = Table(
            "rendering", "output", "promptpal", "least–most", "swift-mustache", "least–most", "faster")
        for sample in TemplateSample.all {
            let peers = try sample.partials.mapValues { try MustacheTemplate(string: $0) }
            let peer = MustacheLibrary(
                templates: peers.merging(["main": try MustacheTemplate(string: sample.text)]) { $1 })
            let partials = sample.partials.mapValues { Template($0) }
            let template = Template(sample.text)
            let ours = try template.render(sample.context) { partials[$0] }
            let theirs = peer.render(sample.values, withTemplate: "main") ?? ""
            guard ours == theirs else { throw Differs(ours: ours, theirs: theirs) }
            let times = try alternating(
                rounds: rounds,
                [
                    {
                        try seconds {
                            for _ in 0..<repeats {
                                keep(try template.render(sample.context) { partials[$0] })
                            }
                        }
                    },
                    {
                        seconds {
                            for _ in 0..<repeats { keep(peer.render(sample.values, withTemplate: "main")) }
                        }
                    },
                ])
            let each = Double(repeats)
            table.add(
                sample.name, Units.size(ours.utf8.count),
                Units.time(times[0].median / each),
                "\(Units.time(times[0].least / each))–\(Units.time(times[0].most / each))",
                Units.time(times[1].median / each),
                "\(Units.time(times[1].least / each))–\(Units.time(times[1].most / each))",
                Units.times(times[1].median / times[0].median))
        }
        print("Compiled beforehand, equal output checked, \(rounds) rounds of \(Units.grouped(repeats)).\n")
        print(table.markdown)
    }
}

/// The two engines do not agree, so their times mean nothing.
struct Differs: Error {
    let ours: String
    let theirs: String
}
