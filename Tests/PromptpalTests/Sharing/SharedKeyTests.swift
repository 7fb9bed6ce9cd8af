import Foundation
import Testing

/// Two people with an identity and a clone each change the keys of one store.
@Suite struct SharedKeyTests {
    private let library: SharedLibrary

    /// Makes a store with the key `acme`, sealed to ana and ben.
    init() throws {
        library = try SharedLibrary()
        try pass(
            """
            promptpal clone "$URL" ben -q
            git -C ana config user.name Ana; git -C ana config user.email ana@example.com
            git -C ben config user.name Ben; git -C ben config user.email ben@example.com
            ana key identity new >/dev/null 2>&1; ben key identity new >/dev/null 2>&1
            ana key recipients add -q
            ana key recipients add "$(ben key identity show)" --name Ben -q
            printf 'the-first-secret-of-acme-0001\\n' | ana key add acme --shared -q
            ana push -q; ben pull -q
            """)
    }

    /// Runs a script in which `ana` and `ben` run the program as these people.
    private func run(_ script: String) -> Program.Result {
        library.run(
            """
            ana() { (cd "$TOP/ana" && XDG_DATA_HOME="$TOP/data-ana" promptpal "$@"); }
            ben() { (cd "$TOP/ben" && XDG_DATA_HOME="$TOP/data-ben" promptpal "$@"); }
            rotate() { printf 'the-%s-secret-of-acme-%s\\n' "$2" "$3" | "$1" key rotate acme --shared -q; }
            new() { XDG_DATA_HOME="$TOP/data-$1" promptpal key identity new 2>/dev/null; }
            \(script)
            """)
    }

    @discardableResult
    private func pass(_ script: String, location: SourceLocation = #_sourceLocation) throws -> String {
        let result = run("cd \"$TOP\"; " + script)
        let text = "\(script)\n\(result.outputText)\(result.errorText)"
        try #require(result.status == 0, "\(text)", sourceLocation: location)
        return result.outputText
    }

    private func noMarkers() throws -> Bool {
        try pass("grep -rn '<<<<<<<' ben/keys || true").isEmpty
    }

    @Test func bothReplaceTheSecret() throws {
        try pass("rotate ben early 0002; sleep 1.1; rotate ana late 0003; ana push -q; ben pull -q || true")
        #expect(try noMarkers())
        #expect(
            try pass("ben key reveal acme --shared --yes --to-stdout") == "the-late-secret-of-acme-0003")
        #expect(try pass("ben key list --shared").contains("2 secrets"))
        let shown = run("ben key resolve acme")
        #expect(shown.status == 1)
        #expect(shown.outputText.contains("ours: …0003") && shown.outputText.contains("theirs: …0002"))
        let checked = run("ben validate")
        #expect(checked.outputText.contains("PP219") || checked.errorText.contains("PP219"))
        #expect(run("ben doctor").outputText.contains("a merge kept 2 secrets"))
        try pass("ben key resolve acme --theirs -q")
        #expect(
            try pass("ben key reveal acme --shared --yes --to-stdout") == "the-early-secret-of-acme-0002")
        #expect(try pass("ben key list --shared --json").contains("\"secrets\": 1"))
        #expect(run("ben key resolve acme --ours").status == 2)
        try pass("ben push -q; ana pull -q")
        #expect(
            try pass("ana key reveal acme --shared --yes --to-stdout") == "the-early-secret-of-acme-0002")
    }

    @Test func oneReplacesTheSecretAndOneAddsARecipient() throws {
        try pass(
            """
            eve=$(new eve)
            ana key recipients add "$eve" --name Eve -q; ana push -q
            rotate ben new 0002; ben pull -q
            """)
        #expect(try noMarkers())
        #expect(try pass("ben key reveal acme --shared --yes --to-stdout") == "the-new-secret-of-acme-0002")
        #expect(try pass("ben key list --shared").contains("not sealed to Eve"))
        #expect(run("ben doctor").outputText.contains("not sealed to Eve"))
        // Somebody else changed the list.
        let refused = run("ben key recipients add")
        #expect(refused.status == 1 && refused.errorText.contains("differ from those that you accepted"))
        try pass("ben key recipients accept --yes -q 2>/dev/null; ben key recipients add -q")
        #expect(try !pass("ben key list --shared").contains("not sealed"))
        let opened = try pass(
            "cd ben && XDG_DATA_HOME=\"$TOP/data-eve\" promptpal key reveal acme --shared --yes --to-stdout")
        #expect(opened == "the-new-secret-of-acme-0002")
        let again = run("ben key recipients add")
        #expect(again.status == 2 && again.errorText.contains("is already a recipient"))
    }

    @Test func oneRevokesWhatTheOtherReplaces() throws {
        try pass("ana key revoke acme --shared -q; ana push -q; rotate ben new 0002; ben pull -q")
        #expect(try noMarkers())
        #expect(try pass("ben key list --shared").contains("revoked"))
        #expect(run("ben key reveal acme --shared --yes --to-stdout").status != 0)
    }

    @Test func bothAddARecipient() throws {
        try pass(
            """
            eve=$(new eve); joe=$(new joe)
            ana key recipients add "$eve" --name Eve -q; ana push -q
            ben key recipients add "$joe" --name Joe -q; ben pull -q
            """)
        #expect(try noMarkers())
        #expect(run("ben key recipients list").outputText.split(separator: "\n").count == 4)
        let state = try pass("ben key list --shared")
        #expect(state.contains("not sealed to Eve") != state.contains("not sealed to Joe"))
        #expect(
            try pass("ben key reveal acme --shared --yes --to-stdout") == "the-first-secret-of-acme-0001")
    }

    @Test func bothAddOneName() throws {
        try pass(
            """
            one=$(new one); two=$(new two)
            ana key recipients add "$one" --name Eve -q; ana push -q
            ben key recipients add "$two" --name Eve -q; ben pull -q
            """)
        #expect(try noMarkers())
        #expect(run("ben key recipients list").outputText.contains("Eve"))
        #expect(run("ben key recipients list").outputText.split(separator: "\n").count == 4)
    }

    @Test func gitMergesKeysWithTheDriver() throws {
        try pass(
            """
            ana setup-git >/dev/null; ben setup-git >/dev/null
            rotate ben early 0002; sleep 1.1; rotate ana late 0003; ana push -q
            cp -r ben git; (cd git && git pull -q --no-rebase --no-edit 2>/dev/null)
            ben pull -q || true
            """)
        #expect(try library.tree("git") == library.tree("ben"))
    }

    @Test func markersAreReportedWithoutTheDriver() throws {
        try pass(
            """
            printf '' > ben/.gitattributes; (cd ben && git add -A && git commit -qm attributes)
            rotate ben early 0002; rotate ana late 0003; ana push -q
            (cd ben && git pull -q --no-rebase --no-edit 2>/dev/null) || true
            """)
        #expect(try !noMarkers())
        let checked = run("ben validate")
        #expect(checked.status == 1)
        #expect(
            checked.outputText.contains("keys/acme/default.key.yaml")
                && checked.outputText.contains("PP107"))
        #expect(run("ben doctor").outputText.contains("keys/acme/default.key.yaml"))
    }
}
