import Foundation
import Testing

/// Several processes at once: no work is overwritten, and every acknowledged change is in history.
/// `Scripts/faults writers` is the long form of the last test.
@Suite struct ConcurrencyTests {
    /// No lock is held while the editor is open: a second writer changes another prompt.
    @Test func othersWriteWhileTheEditorIsOpen() throws {
        let sandbox = try GitSandbox()
        let old = sandbox.commitCount
        let result = sandbox.inStore(
            """
            cat > "$OUT/editor" <<'END'
            #!/bin/sh
            promptpal set other name='By the second' || exit 1
            sed -i s/kind/brave/ "$1"
            END
            chmod +x "$OUT/editor"; EDITOR="$OUT/editor" promptpal edit hello
            """)
        #expect(result.status == 0, "\(result.errorText)")
        #expect(sandbox.commitCount == old + 2)
        #expect(sandbox.line("git show HEAD~1:prompts/other.prompt.yaml").contains("By the second"))
        #expect(sandbox.line("git show HEAD:prompts/hello.prompt.yaml").contains("You are brave."))
        #expect(sandbox.status() == [])
        #expect(sandbox.problems() == "")
    }

    /// The second writer changes the same prompt: its change is in history, and the file is the editor's
    /// version.
    @Test func anotherWritesTheSamePrompt() throws {
        let sandbox = try GitSandbox()
        let result = sandbox.inStore(
            """
            cat > "$OUT/editor" <<'END'
            #!/bin/sh
            cp "$1" "$OUT/buffer"
            promptpal set hello description='By the second' || exit 1
            sed s/kind/brave/ "$OUT/buffer" > "$1"
            cp "$1" "$OUT/saved"
            END
            chmod +x "$OUT/editor"; EDITOR="$OUT/editor" promptpal edit hello
            """)
        #expect(
            sandbox.run("cmp prompts/hello.prompt.yaml \"$OUT/saved\"").status == 0, "the editor's file stays"
        )
        let log = sandbox.line("git log -p --format=%s -- prompts/hello.prompt.yaml")
        #expect(log.contains("By the second"), "the second writer's change is in history")
        if result.status == 0 {
            #expect(sandbox.status() == [])
        } else {
            #expect(result.errorText.contains("changed"), "\(result.errorText)")
            #expect(sandbox.status().count == 1)
        }
        #expect(sandbox.problems() == "")
    }

    /// Between the check and the write, another process takes the address.
    @Test func addressTakenMeanwhile() throws {
        let sandbox = try GitSandbox()
        let old = sandbox.head
        let result = sandbox.inStore(
            """
            mkfifo "$OUT/text"
            promptpal new prompt fresh --from - < "$OUT/text" &
            exec 3> "$OUT/text"
            printf 'content: Mine\\n' > prompts/fresh.prompt.yaml
            printf 'Yours' >&3; exec 3>&-
            wait $!
            """)
        #expect(result.status == 2)
        #expect(result.errorText.contains("already"), "\(result.errorText)")
        #expect(sandbox.folder.read("prompts/fresh.prompt.yaml") == "content: Mine\n")
        #expect(sandbox.head == old)
    }

    /// An editor saves by renaming, repeatedly, while we change the same file: each save stays until the next
    /// one.
    @Test func editorsSavesStay() throws {
        let sandbox = try GitSandbox()
        let result = sandbox.inStore(
            #"""
            file=prompts/hello.prompt.yaml
            (
                for i in {1..150}; do
                    sed -e '/^# save /d' "$file" > "$OUT/buffer" && echo "# save $i" >> "$OUT/buffer"
                    mv "$OUT/buffer" "$file"
                    sleep 0.00$((RANDOM % 9))
                    grep -q "^# save $i\$" "$file" || echo "lost $i"
                done
                touch "$OUT/over"
            ) &
            n=0
            until [[ -e "$OUT/over" ]]; do
                n=$((n + 1))
                promptpal set hello description="ours $n" --no-sync > /dev/null 2> "$OUT/message"
                case $? in
                    0) echo "$n" >> "$OUT/acknowledged";;
                    1|2) grep -q 'changed on disk' "$OUT/message" || cat "$OUT/message";;
                    *) echo "status"; cat "$OUT/message";;
                esac
            done
            wait
            """#)
        #expect(result.outputText == "", "saves that were lost, or other errors")
        // Every acknowledged change is in history, although the editor's next save may have replaced it.
        let lost = sandbox.line(
            """
            git log -p --format= -- prompts/hello.prompt.yaml | sed -n 's/^+description: "*ours \\([0-9]*\\)"*.*/\\1/p' | sort > "$OUT/kept"
            touch "$OUT/acknowledged"; sort "$OUT/acknowledged" | comm -23 - "$OUT/kept"
            """)
        #expect(lost == "")
        #expect(sandbox.problems() == "")
        #expect(sandbox.leftovers() == [])
    }

    /// Four processes with 25 changes each, beside `git commit` and `git gc`.
    @Test func manyWriters() throws {
        let sandbox = try GitSandbox()
        let result = sandbox.inStore(
            #"""
            for p in 1 2 3 4; do
                cp prompts/other.prompt.yaml prompts/p$p.prompt.yaml; sed -i "s/9d06/9d4$p/" prompts/p$p.prompt.yaml
            done
            git add . && git commit -qm more
            for p in 1 2 3 4; do
                (
                    for i in {1..25}; do
                        # Each third goes to the one that all of them change.
                        target=p$p; if ((i % 3 == 0)); then target=other; fi
                        until promptpal set $target description="by $p $i" --no-sync > "$OUT/$p.out" 2> "$OUT/$p.err"; do
                            grep -qE 'changed on disk|another process|index.lock|moved' "$OUT/$p.err" || { echo "$p $i"; cat "$OUT/$p.err"; exit 1; }
                        done
                        echo "by $p $i" >> "$OUT/acknowledged"
                    done
                ) &
                writers+=($!)
            done
            (
                for i in {1..15}; do
                    echo $i >> user.txt
                    until git add user.txt 2> /dev/null && git commit -qm "user $i" -- user.txt 2> /dev/null; do sleep 0.02; done
                    sleep 0.05
                done
            ) &
            writers+=($!)
            touch "$OUT/busy"
            ( while [[ -e "$OUT/busy" ]]; do git gc -q 2> /dev/null; sleep 0.5; done ) &
            collector=$!
            wait "${writers[@]}"
            rm "$OUT/busy"; wait $collector
            """#)
        #expect(result.outputText == "")
        let history = sandbox.line("git log -p --format=%s")
        for process in 1...4 {
            for change in 1...25 {
                #expect(
                    history.contains("+description: by \(process) \(change)\n"),
                    "lost: by \(process) \(change)")
            }
        }
        for commit in 1...15 { #expect(history.contains("user \(commit)\n"), "lost: user \(commit)") }
        #expect(sandbox.commitCount == 2 + 100 + 15)
        #expect(sandbox.status() == [])
        #expect(sandbox.problems() == "")
        #expect(sandbox.leftovers() == [])
    }
}
