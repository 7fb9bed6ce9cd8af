import Foundation
import Testing

/// Separate processes refresh the kept index at the same moment, and some are killed meanwhile: the time
/// changes, the answers do not.
@Suite struct IndexProcessesTests {
    /// Writes all answers of the store in `$1` to `$2`.
    private static let answers = #"""
        answers() {
          (cd "$1" && promptpal list && promptpal list --kind module && promptpal search report --json &&
            promptpal search 'tag:t1 launch' && promptpal uses closing && promptpal uses a/tone) > "$2" 2>&1
          echo "status $?" >> "$2"
        }
        # The same files, in no repository: nothing is kept for them.
        bare() { rm -rf "$OUT/bare"; mkdir "$OUT/bare"; cp -a promptpal.yaml prompts "$OUT/bare"; }
        prompt() {
          printf 'name: Report %s\ntags: [t%s]\nmodules:\n  - {name: A, content: "launch %s {{> tone}}"}\n  - {use: closing}\n' \
            "$1" "$(($1 % 3))" "$1"
        }

        """#

    private static func makeProgram() throws -> Program {
        let program = Program(folder: try Folder())
        try program.folder.write("format: 1\n", to: "promptpal.yaml")
        try program.folder.write("content: Goodbye\n", to: "prompts/closing.module.yaml")
        try program.folder.write("content: Warm\n", to: "prompts/a/tone.module.yaml")
        return program
    }

    /// Each round changes files and lets `count` processes find the changes at once, from a valid cache,
    /// without a cache, and from truncated or corrupted files.
    @Test func manyRefreshAtOnce() throws {
        let program = try Self.makeProgram()
        let result = program.run(
            Self.answers + #"""
                OUT=$PWD/../out; mkdir -p "$OUT"; git init -q .
                for round in 1 2 3 4 5 6 7 8; do
                  for number in $(seq $((round * 40)) $((round * 40 + 60))); do
                    mkdir -p prompts/a/$((number % 4)); prompt $number > prompts/a/$((number % 4))/p$number.prompt.yaml
                  done
                  rm -f prompts/a/1/p$((round * 40 + 1)).prompt.yaml
                  kept=.git/promptpal/catalog
                  case $round in
                    3) rm -f $kept $kept-changes ;;
                    4) truncate -s 5000 $kept ;;
                    5) printf 'x' | dd of=$kept bs=1 seek=3000 conv=notrunc status=none ;;
                    6) rm -f $kept-changes ;;
                  esac
                  for worker in 1 2 3 4 5 6; do answers "$PWD" "$OUT/$worker" & done
                  wait
                  bare; answers "$OUT/bare" "$OUT/expected"
                  for worker in 1 2 3 4 5 6; do
                    cmp "$OUT/$worker" "$OUT/expected"
                  done
                  answers "$PWD" "$OUT/after"; cmp "$OUT/after" "$OUT/expected"
                done
                tail -1 "$OUT/expected"; wc -l < "$OUT/expected"; ls -A .git/promptpal | grep -v usage
                """#)
        #expect(result.errorText == "")
        let lines = result.outputText.split(separator: "\n").map(String.init)
        #expect(lines.first == "status 0", "\(lines)")
        #expect((lines.dropFirst().first.flatMap { Int($0) } ?? 0) > 1_000, "\(lines)")
        #expect(
            [["catalog"], ["catalog", "catalog-changes"]].contains(Array(lines.dropFirst(2))), "\(lines)")
    }

    /// While files change, processes refresh and are killed at any moment; later queries return the content
    /// of the files.
    @Test func killedWhileTheyRefresh() throws {
        let program = try Self.makeProgram()
        let result = program.run(
            Self.answers + #"""
                OUT=$PWD/../out; mkdir -p "$OUT"; git init -q .
                for number in $(seq 200); do prompt $number > prompts/a/p$number.prompt.yaml; done
                for round in $(seq 30); do
                  [ $((round % 10)) = 0 ] && rm -f .git/promptpal/catalog*
                  (for number in 1 2 3 4; do prompt $((round * 7 + number)) > prompts/a/p$number.prompt.yaml; done) &
                  editor=$!
                  for worker in 1 2 3; do
                    timeout -s KILL 0.0$(((round * 3 + worker) % 40 + 1)) promptpal search report > /dev/null 2>&1 &
                  done
                  promptpal list > /dev/null
                  wait
                done 2> /dev/null
                answers "$PWD" "$OUT/after"; answers "$PWD" "$OUT/again"
                bare; answers "$OUT/bare" "$OUT/expected"
                cmp "$OUT/after" "$OUT/expected"; cmp "$OUT/again" "$OUT/expected"
                tail -1 "$OUT/expected"; wc -l < "$OUT/expected"
                """#)
        #expect(result.errorText == "")
        let lines = result.outputText.split(separator: "\n").map(String.init)
        #expect(lines.first == "status 0", "\(lines)")
        #expect((lines.last.flatMap { Int($0) } ?? 0) > 800, "\(lines)")
    }
}
