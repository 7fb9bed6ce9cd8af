/// A store of prompts made from a seed: the same bytes from the same seed and size.
///
/// A prompt has about 1 KB, three variables and two modules with three options each; a folder has 50 prompts
/// and a `folder.yaml`. One prompt in ten has a shared module as its second, and one in ten a partial.
struct Library {
    /// The prompts of one folder.
    static let folderSize = 50

    private var random: Random
    /// The time in the identifiers, one millisecond later for each record: 2026-01-05T08:00:00Z at the start.
    private var millisecond: UInt64 = 1_767_600_000_000

    init(seed: UInt64) {
        random = Random(seed: seed)
    }

    /// Makes the files one by one, paths relative to the store.
    mutating func make(prompts: Int, _ file: (_ path: String, _ text: String) throws -> Void) rethrows {
        try file("promptpal.yaml", "format: 1\nname: Generated library\n")
        try file("prompts/tone.module.yaml", sharedModule("Tone", ["Friendly", "Neutral", "Formal"]))
        try file("prompts/closing.module.yaml", sharedModule("Closing", ["Brief", "Warm", "None"]))
        try file(
            "prompts/brand.variable.yaml",
            "\(header("brand"))type: text\ndefault: Acme\nhelp: The brand's name\n")
        for start in stride(from: 0, to: prompts, by: Self.folderSize) {
            let number = start / Self.folderSize
            let area = Words.areas[number % Words.areas.count]
            let folder = "prompts/\(area)/\(Words.tags[number % Words.tags.count])-\(number)"
            try file("\(folder)/folder.yaml", header("Folder \(number)", description: "Number \(number)"))
            for index in start..<min(start + Self.folderSize, prompts) {
                let task = random.pick(Words.tasks)
                let slug = task.lowercased().replacing(" ", with: "-")
                try file("\(folder)/\(slug)-\(index).prompt.yaml", prompt(task, index))
            }
        }
    }

    private mutating func header(_ name: String, description: String? = nil, tags: String? = nil) -> String {
        millisecond += 1
        var text = "id: \(random.uuid(at: millisecond))\nname: \(name)\n"
        if let description { text += "description: \(description)\n" }
        if let tags { text += "tags: \(tags)\n" }
        return text + "created_at: 2026-01-05T08:00:00Z\ncreated_by: \(random.pick(Words.people))\n"
    }

    private mutating func prompt(_ task: String, _ index: Int) -> String {
        var text = header(
            "\(task) \(random.pick(Words.subjects)) \(index)", description: random.pick(Words.sentences),
            tags: "[\(random.pick(Words.tags)), \(Words.areas[index % Words.areas.count])]")
        text += variables()
        text += "modules:\n"
        text += module("Persona", role: "system", Words.personas, Words.manners)
        if index % 10 == 3 {
            text += "  - use: tone\n    default: neutral\n"
        } else {
            text += module("Task", role: "user", Words.depths, Words.orders, closing: index % 10 == 7)
        }
        return text
    }

    private mutating func variables() -> String {
        let audience = random.pick(Words.audiences)
        return """
            variables:
              product: {type: text, default: \(random.pick(Words.tasks)), help: What it is about}
              audience:
                type: select
                options: [\(Words.audiences.joined(separator: ", "))]
                default: \(audience)
              words: {type: number, min: 20, max: 900, step: 10, default: \(20 + Int(random.next() % 40) * 10)}

            """
    }

    private mutating func module(
        _ name: String, role: String, _ names: [String], _ texts: [String], closing: Bool = false
    ) -> String {
        var text = "  - name: \(name)\n    role: \(role)\n    options:\n"
        let first = Int(random.next() % UInt64(names.count))
        for number in 0..<3 {
            let option = names[(first + number) % names.count]
            text += "      - name: \(option)\n"
            if number == 0 { text += "        default: true\n" }
            let line = random.pick(texts).replacing("{persona}", with: option.lowercased())
            text += "        content: |\n          \(line)\n"
            if number == 0 {
                text +=
                    "          Use at most {{words}} words on {{product}}. \(random.pick(Words.sentences))\n"
            }
            if closing, number == 0 { text += "          {{> closing}}\n" }
        }
        return text
    }

    private mutating func sharedModule(_ name: String, _ options: [String]) -> String {
        var text = header(name) + "options:\n"
        for (number, option) in options.enumerated() {
            text += "  - name: \(option)\n"
            if number == 0 { text += "    default: true\n" }
            text += "    content: |\n      \(random.pick(Words.sentences)) {{brand}} signs it.\n"
        }
        return text
    }
}
