import Testing

/// A command in the table that `GitStatusTests` runs.
struct CommandRow: Sendable, CustomTestStringConvertible {
    /// The effect of the command on history.
    enum Effect: Sendable { case writes, reads }

    /// Run in the store's directory; the first word after `promptpal` is the command's name.
    let command: String
    let effect: Effect
    /// Runs first, in the store's directory, if the command requires it: `rm` before `trash restore`.
    var before = ""
    /// True if the change belongs to a record, so that its commit has the record's id.
    var hasID = true
    /// Edits of the user that the command commits, by path below the store.
    var saves: [String] = []
    /// Number of commits: two if the user's own edit is committed before the change.
    var commits = 1
    var status: Int32 = 0

    static func writes(
        _ command: String, before: String = "", hasID: Bool = true, saves: [String] = [],
        commits: Int = 1
    ) -> CommandRow {
        CommandRow(
            command: command, effect: .writes, before: before, hasID: hasID, saves: saves, commits: commits)
    }

    static func reads(_ command: String, before: String = "", status: Int32 = 0) -> CommandRow {
        CommandRow(command: command, effect: .reads, before: before, status: status)
    }

    var testDescription: String { command }

    /// The commands that it runs: `trash` for `promptpal trash list`.
    var names: [String] { command.matches(of: /promptpal ([a-z-]+)/).map { String($0.output.1) } }

    static let all: [CommandRow] = everyday + structure + versions

    private static let everyday: [CommandRow] = [
        .writes("promptpal new prompt fresh --name 'Quite fresh'"),
        .writes("promptpal new prompt deep/er/fresh"),
        .writes("promptpal new module team/voice"),
        .writes("promptpal new variable team/city"),
        .writes("promptpal new folder empty/inner"),
        .writes("echo 'Say {{x}}.' | promptpal new prompt fresh --from -"),
        .writes("promptpal set hello description='Greets people'"),
        .writes(
            "promptpal set hello description=New tags+=mail variables.words.max=300 modules.persona.role=user"
        ),
        .writes("promptpal set tone --kind module description='How it sounds'"),
        .writes("promptpal set brand --kind variable default=Other"),
        .writes("promptpal set team --kind folder description='All of it'"),
        .writes(
            "promptpal set draft description=Edited", saves: ["prompts/draft.prompt.yaml"], commits: 2),
        .writes("EDITOR='sed -i s/kind/brave/' promptpal edit hello"),
        .writes(
            "promptpal validate --fix",
            before:
                "printf 'name: New\\ncontent: Text\\n' > prompts/fixme.prompt.yaml; git add prompts/fixme.prompt.yaml && git commit -qm add -- prompts/fixme.prompt.yaml"
        ),
        .reads("EDITOR=true promptpal edit hello"),
        .reads("promptpal set hello name=Hello"),
        .reads("promptpal set hello variables.words.max=no", status: 1),
        .reads("promptpal set nowhere name=X", status: 2),
        .reads("promptpal new prompt hello", status: 2),
        .reads("promptpal search Hello"), .reads("promptpal uses tone"), .reads("promptpal stats"),
        .reads("promptpal key list"), .reads("promptpal list"), .reads("promptpal list --json"),
        .reads("promptpal tree"),
        .reads("promptpal show hello"), .reads("promptpal show hello --json"),
        .reads("promptpal render hello"), .reads("promptpal render hello --as json"),
        .reads("promptpal validate"), .reads("promptpal validate hello"), .reads("promptpal validate --fix"),
        .reads("promptpal explain PP101"), .reads("promptpal schema prompt"),
        .reads("promptpal init", status: 2),
    ]

    private static let structure: [CommandRow] = [
        .writes("promptpal mv hello greetings/hello"),
        .writes("promptpal mv tone team/tone --kind module"),
        .writes("promptpal mv other Other"),
        .writes("promptpal mv team crew"),
        .writes("promptpal cp hello hello-too"), .writes("promptpal cp team crew"),
        .writes("promptpal rm other --reason 'Not used'"), .writes("promptpal rm tone --force"),
        .writes("promptpal rm hello other"),
        .writes("promptpal folder new ideas"), .writes("promptpal folder rename team crew"),
        .writes("promptpal folder rm team"), .writes("promptpal folder rm team --keep-prompts"),
        .reads("promptpal folder list"), .reads("promptpal folder list --json"),
        .reads("promptpal mv nowhere x", status: 2), .reads("promptpal rm tone", status: 1),
        .reads("promptpal cp hello other", status: 2),

        .writes("promptpal module add hello Goal --content 'Be short.'"),
        .writes("promptpal module add other persona"),
        .writes("promptpal module rename hello task Job"),
        .writes("promptpal module move hello task --to 1"),
        .writes("promptpal module rm hello persona"),
        .writes("promptpal module hide hello persona"),
        .writes("promptpal module unhide hello persona", before: "promptpal module hide hello persona"),
        .writes("promptpal option add hello task Medium --content 'Hello {{name}}'"),
        .writes("promptpal option rename hello task long Longer"),
        .writes("promptpal option rm hello task long"),
        .writes("promptpal option default hello task long"),
        .writes("promptpal option default tone formal"),
        .writes("promptpal variable set hello words --max 500"),
        .writes("promptpal variable rename hello name person"),
        .writes("promptpal variable rm hello words --force"),
        .reads("promptpal variable list hello"), .reads("promptpal variable list hello --json"),
        .reads("promptpal module rm hello nothing", status: 1),

        .writes("promptpal trash restore other", before: "promptpal rm other"),
        .writes("promptpal trash restore team", before: "promptpal rm team"),
        .writes("promptpal trash restore other --to another", before: "promptpal rm other"),
        .writes("promptpal trash purge --all --yes", before: "promptpal rm other", hasID: false),
        .writes("promptpal new prompt other", before: "promptpal rm other"),
        .reads("promptpal trash list", before: "promptpal rm other"),
        .reads("promptpal trash list --json"),
        .reads("promptpal trash show other", before: "promptpal rm other"),
        .reads(
            "promptpal trash restore other", before: "promptpal rm other; promptpal new prompt other",
            status: 1),
    ]

    private static let edit = "printf '# edited by hand\\n' >> prompts/hello.prompt.yaml"

    private static let versions: [CommandRow] = [
        .writes("promptpal save hello", before: edit),
        .writes("promptpal save hello -m 'My own words'", before: edit),
        .writes("promptpal save --all", before: edit, saves: ["prompts/draft.prompt.yaml"]),
        .writes(
            "promptpal save --all", before: "rm prompts/other.prompt.yaml",
            saves: ["prompts/draft.prompt.yaml"]),
        .writes(
            "promptpal save --all", before: "mv prompts/other.prompt.yaml prompts/team/",
            saves: ["prompts/draft.prompt.yaml"]),
        .writes("promptpal save copy", before: "cp prompts/other.prompt.yaml prompts/copy.prompt.yaml"),
        .writes("promptpal save fresh", before: "printf 'content: Text\\n' > prompts/fresh.prompt.yaml"),
        .writes("promptpal restore hello@v1", before: "promptpal set hello description=Later"),
        .writes("promptpal restore hello@HEAD~1", before: "promptpal rm hello"),
        .writes("promptpal undo", before: "promptpal set hello description=Later"),
        .writes("promptpal undo", before: "promptpal rm team"),
        .writes("promptpal undo", before: "promptpal new prompt deep/fresh"),
        .writes("promptpal undo", before: "promptpal mv team crew"),
        .writes(
            "promptpal undo", before: "promptpal set hello name=A; promptpal set hello name=B; promptpal undo"
        ),
        .reads("promptpal status"), .reads("promptpal status --json"),
        .reads("promptpal log"), .reads("promptpal log hello"), .reads("promptpal log hello --json"),
        .reads("promptpal log team"), .reads("promptpal diff"), .reads("promptpal diff hello"),
        .reads("promptpal diff hello@v1", before: "promptpal set hello name=B"),
        .reads("promptpal diff hello@v1 @v2 --json", before: "promptpal set hello name=B"),
        .reads("promptpal show hello@v1", before: "promptpal set hello name=B"),
        .reads("promptpal render hello@HEAD"), .reads("promptpal validate hello@HEAD"),
        .reads("promptpal doctor"), .reads("promptpal doctor --json"),
        .writes("promptpal doctor --repair", hasID: false),
        .reads("promptpal show hello@v9", status: 2),
        .writes("promptpal label set hello production"),
        .writes(
            "promptpal label set hello production@v1",
            before: "promptpal set hello description=New -q; promptpal label set hello production -q"),
        .writes("promptpal label rm hello production", before: "promptpal label set hello production -q"),
        .writes("promptpal migrate --yes", hasID: false),
        .writes("promptpal migrate --yes --to 1", before: "promptpal migrate --yes -q", hasID: false),
        .reads("promptpal label list"), .reads("promptpal label log"),
        .reads("promptpal push", before: shared), .reads("promptpal pull", before: shared),
        .reads("promptpal sync", before: shared),
        .reads("promptpal clone ~/library.git ~/copy", before: shared),
        .writes("promptpal resolve hello --theirs", before: conflict),
        .writes("promptpal resolve hello --ours --at description", before: conflict),
        .reads("promptpal resolve"), .reads("promptpal resolve hello", before: conflict, status: 1),
        .reads("promptpal resolve --json", before: conflict, status: 1),
        .reads("promptpal setup-git"), .reads("promptpal setup-git --remove", before: "promptpal setup-git"),
        .reads("cp prompts/hello.prompt.yaml ~/a; promptpal merge-driver ~/a ~/a ~/a"),
    ]

    private static let shared =
        "git init -q --bare ~/library.git; git remote add origin ~/library.git"

    private static let conflict =
        "printf 'conflicts:\\n  - at: description\\n    theirs: Meets\\n' >> prompts/hello.prompt.yaml; promptpal save hello -q"
}
