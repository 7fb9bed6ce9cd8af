import Foundation
import Testing

/// Sixteen renders at a time, repeatedly: no event is lost, torn or counted twice.
@Suite struct UsageConcurrencyTests {
    private static let writers = 16
    private static let rounds = 12

    /// Each writer's metadata has another length; some are almost as long as a line may be.
    @Test func sixteenAtOnce() throws {
        let program = Program(folder: try Folder())
        try program.folder.write("format: 1\n", to: "promptpal.yaml")
        for number in 0..<4 {
            try program.folder.write(
                "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d1\(number)\ncontent: text {{x}}\n",
                to: "prompts/p\(number).prompt.yaml")
        }
        let made = program.run(
            """
            git init -q . && git add -A && git commit -qm Start
            for round in $(seq \(Self.rounds)); do
              for writer in $(seq 0 \(Self.writers - 1)); do
                PROMPTPAL_ACTOR=$round-$writer-$(printf 'a%.0s' $(seq $((writer * 200 + 1)))) \
                  promptpal render p$((writer % 4)) --var x=1 > /dev/null || echo "$round $writer" >> failed &
              done
              # Readers go on meanwhile.
              promptpal stats --json > /dev/null || echo "stats $round" >> failed
              wait
            done
            cat failed 2> /dev/null
            """)
        #expect(made.outputText == "" && made.errorText == "")
        let text = program.run("cat .git/promptpal/usage/*.jsonl").outputText
        let lines = text.split(separator: "\n")
        let total = Self.writers * Self.rounds
        #expect(lines.count == total)
        var (ids, actors): (Set<String>, Set<String>) = ([], [])
        for line in lines {
            let event = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
            ids.insert(event["id"] as? String ?? "")
            actors.insert((event["metadata"] as? [String: Any])?["actor"] as? String ?? "")
        }
        #expect(ids.count == total && actors.count == total)
        let stats = program.run("promptpal stats --json")
        let found = try JSONSerialization.jsonObject(with: Data(stats.output)) as? [[String: Any]]
        #expect(found?.map { $0["uses"] as? Int } == [Int?](repeating: total / 4, count: 4))
        #expect(stats.errorText == "")
    }

    /// If an event can't be recorded, the prompt is rendered anyway.
    @Test(arguments: [
        "chmod -R a-w .git; chmod a-w .", "rm -rf .git/promptpal; ln -s /tmp .git/promptpal",
        "mkfifo .git/promptpal/usage/$(date -u +%Y-%m).jsonl",
        "touch x; ln x .git/promptpal/usage/$(date -u +%Y-%m).jsonl",
        "rm -rf .git/promptpal; touch .git/promptpal", "export PROMPTPAL_USAGE=off",
    ])
    func rendersAnyway(_ fault: String) throws {
        let program = Program(folder: try Folder())
        try program.folder.write("format: 1\n", to: "promptpal.yaml")
        try program.folder.write("content: text\n", to: "prompts/a.prompt.yaml")
        let result = program.run(
            """
            git init -q .; mkdir -p .git/promptpal/usage
            \(fault)
            if [ $(id -u) = 0 ]; then
              as() { setpriv --bounding-set=-all --inh-caps=-all "$@"; }
              case '\(fault)' in chmod*) ;; *) as() { "$@"; } ;; esac
            else as() { "$@"; }; fi
            as env HOME=/nonexistent XDG_STATE_HOME= promptpal render a; status=$?
            test -s x && echo written
            exit $status
            """)
        #expect(result.outputText == "text\n")
        #expect(result.errorText == "")
        #expect(result.status == 0)
    }
}
