/// The words of the generated prompts.
enum Words {
    static let areas = [
        "marketing", "engineering", "support", "research", "writing", "sales", "legal", "people", "finance",
        "product",
    ]
    static let tasks = [
        "Launch email", "Release notes", "Incident summary", "Interview guide", "Meeting minutes",
        "Survey analysis",
        "Refund reply", "Contract outline", "Onboarding plan", "Quarterly report", "Feature brief",
        "Bug triage",
        "Press note", "Help article", "Test plan", "Data dictionary", "Pricing page", "Renewal letter",
        "Code review",
        "Decision memo",
    ]
    static let subjects = [
        "for new customers", "for the weekly digest", "after an outage", "before the board meeting",
        "for partners",
        "in plain language", "for a regulated market", "with open questions", "from raw notes",
        "for the field team",
    ]
    static let people = [
        "Ana Ruiz <ana@example.com>", "Jonas Berg <jonas@example.com>", "Mei Chen <mei@example.com>",
    ]
    static let tags = ["email", "draft", "review", "customer", "internal", "weekly", "legal", "technical"]
    static let personas = [
        "Copywriter", "Engineer", "Editor", "Analyst", "Lawyer", "Teacher", "Support lead", "Researcher",
    ]
    static let depths = ["Short", "Detailed", "Step by step", "Critical", "Friendly", "Formal"]
    static let audiences = ["developers", "executives", "students", "patients", "operators", "journalists"]
    static let manners = [
        "You are a careful {persona} who writes for {{audience}}.",
        "As a {persona} you explain things to {{audience}}.",
        "You are a senior {persona}; {{audience}} read what you write.",
    ]
    static let orders = [
        "Write at most {{words}} words about {{product}}.",
        "Explain what {{product}} changes for {{audience}}.",
        "List the three facts about {{product}} that {{audience}} need first.",
        "Summarize the notes below in {{words}} words for {{audience}}.",
    ]
    static let sentences = [
        "Name what is still open.", "Quote the source of each figure.", "Leave out what nobody asked for.",
        "Say what happens next, and who does it.", "Prefer short sentences.", "Give one example.",
        "Mark every guess as a guess.", "End with one question.", "Keep the order of the notes.",
        "Use the terms the reader uses.",
    ]
}
