/// A service whose API keys have a known form.
public struct KeyProvider: Sendable, Hashable {
    /// The name that people type: `openai`.
    public let name: String
    /// The name for people.
    public let title: String
    /// The environment variable in which the service's programs look for a key.
    public let variable: String
    /// The environment variable for another base URL of the service; `nil` if its programs have none.
    public let baseVariable: String?
    /// The base URL of the service.
    public let baseURL: String?
    /// The forms of its keys; empty if they have no recognizable form.
    public let shapes: [SecretShape]

    init(
        _ name: String, title: String, variable: String, base: String? = nil, at url: String? = nil,
        shapes: [SecretShape] = []
    ) {
        self.name = name
        self.title = title
        self.variable = variable
        baseVariable = base
        baseURL = url
        self.shapes = shapes
    }

    /// The known providers, sorted by name.
    public static let known: [KeyProvider] = [
        KeyProvider(
            "anthropic", title: "Anthropic", variable: "ANTHROPIC_API_KEY", base: "ANTHROPIC_BASE_URL",
            at: "https://api.anthropic.com", shapes: [.anthropic]),
        KeyProvider("aws", title: "AWS", variable: "AWS_SECRET_ACCESS_KEY"),
        KeyProvider(
            "cohere", title: "Cohere", variable: "CO_API_KEY", base: "CO_API_URL",
            at: "https://api.cohere.com"),
        KeyProvider(
            "deepseek", title: "DeepSeek", variable: "DEEPSEEK_API_KEY", at: "https://api.deepseek.com"),
        KeyProvider("gemini", title: "Google Gemini", variable: "GEMINI_API_KEY", shapes: [.google]),
        KeyProvider("github", title: "GitHub", variable: "GITHUB_TOKEN", shapes: [.github, .githubFine]),
        KeyProvider(
            "groq", title: "Groq", variable: "GROQ_API_KEY", at: "https://api.groq.com", shapes: [.groq]),
        KeyProvider(
            "huggingface", title: "Hugging Face", variable: "HF_TOKEN", base: "HF_ENDPOINT",
            at: "https://huggingface.co",
            shapes: [.huggingFace]),
        KeyProvider("mistral", title: "Mistral", variable: "MISTRAL_API_KEY", at: "https://api.mistral.ai"),
        KeyProvider(
            "openai", title: "OpenAI", variable: "OPENAI_API_KEY", base: "OPENAI_BASE_URL",
            at: "https://api.openai.com/v1", shapes: [.openAIProject, .openAI]),
        KeyProvider(
            "openrouter", title: "OpenRouter", variable: "OPENROUTER_API_KEY",
            at: "https://openrouter.ai/api/v1",
            shapes: [.openRouter]),
        KeyProvider(
            "perplexity", title: "Perplexity", variable: "PPLX_API_KEY", at: "https://api.perplexity.ai",
            shapes: [.perplexity]),
        KeyProvider(
            "replicate", title: "Replicate", variable: "REPLICATE_API_TOKEN", at: "https://api.replicate.com",
            shapes: [.replicate]),
        KeyProvider(
            "together", title: "Together", variable: "TOGETHER_API_KEY", at: "https://api.together.xyz/v1"),
        KeyProvider("xai", title: "xAI", variable: "XAI_API_KEY", at: "https://api.x.ai/v1", shapes: [.xai]),
    ]

    /// Returns the known provider with this name.
    public static func named(_ name: String) -> KeyProvider? { known.first { $0.name == name } }

    /// Returns the environment variable for a provider; if it is unknown, `acme-ai` becomes
    /// `ACME_AI_API_KEY`.
    public static func variable(for name: String) -> String {
        if let provider = named(name) { return provider.variable }
        let upper = name.utf8.map { 0x61...0x7A ~= $0 ? $0 - 0x20 : $0 == 0x2D ? 0x5F : $0 }
        return String(decoding: upper, as: UTF8.self) + "_API_KEY"
    }

    /// True if a key has one of the forms of this provider, or if no form is known.
    public func accepts(_ key: some RandomAccessCollection<UInt8>) -> Bool {
        shapes.isEmpty || shapes.contains { $0.matches(whole: key) }
    }
}

/// The form of one kind of secret: its prefix, and the characters that may follow.
public struct SecretShape: Sendable, Hashable {
    /// The characters that may follow the prefix.
    enum Alphabet: Sendable, Hashable {
        /// Letters and digits.
        case alphanumeric
        /// Letters, digits, `-` and `_`.
        case urlSafe
        /// Capital letters and digits.
        case upper
        /// Letters, digits, `+` and `/`.
        case base64

        func contains(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A: true
            case 0x61...0x7A: self != .upper
            case 0x2D, 0x5F: self == .urlSafe
            case 0x2B, 0x2F: self == .base64
            default: false
            }
        }
    }

    /// Its name in messages: `an OpenAI API key`.
    public let title: String
    /// The fixed prefix.
    let prefix: String
    let alphabet: Alphabet
    /// Number of characters after the prefix.
    let length: ClosedRange<Int>

    private init(_ title: String, prefix: String, alphabet: Alphabet, length: ClosedRange<Int>) {
        self.title = title
        self.prefix = prefix
        self.alphabet = alphabet
        self.length = length
    }

    static let anthropic = SecretShape(
        "an Anthropic API key", prefix: "sk-ant-", alphabet: .urlSafe, length: 32...200)
    static let openAIProject = SecretShape(
        "an OpenAI API key", prefix: "sk-proj-", alphabet: .urlSafe, length: 32...200)
    static let openAIService = SecretShape(
        "an OpenAI API key", prefix: "sk-svcacct-", alphabet: .urlSafe, length: 32...200)
    static let openAIAdmin = SecretShape(
        "an OpenAI API key", prefix: "sk-admin-", alphabet: .urlSafe, length: 32...200)
    static let openRouter = SecretShape(
        "an OpenRouter API key", prefix: "sk-or-v1-", alphabet: .alphanumeric, length: 48...80)
    static let openAI = SecretShape("an OpenAI API key", prefix: "sk-", alphabet: .urlSafe, length: 32...200)
    static let google = SecretShape("a Google API key", prefix: "AIza", alphabet: .urlSafe, length: 35...35)
    static let groq = SecretShape("a Groq API key", prefix: "gsk_", alphabet: .alphanumeric, length: 40...80)
    static let xai = SecretShape("an xAI API key", prefix: "xai-", alphabet: .alphanumeric, length: 60...120)
    static let huggingFace = SecretShape(
        "a Hugging Face token", prefix: "hf_", alphabet: .alphanumeric, length: 30...60)
    static let perplexity = SecretShape(
        "a Perplexity API key", prefix: "pplx-", alphabet: .alphanumeric, length: 40...80)
    static let replicate = SecretShape(
        "a Replicate token", prefix: "r8_", alphabet: .alphanumeric, length: 36...50)
    static let github = SecretShape(
        "a GitHub token", prefix: "ghp_", alphabet: .alphanumeric, length: 36...255)
    static let githubOAuth = SecretShape(
        "a GitHub token", prefix: "gho_", alphabet: .alphanumeric, length: 36...255)
    static let githubServer = SecretShape(
        "a GitHub token", prefix: "ghs_", alphabet: .alphanumeric, length: 36...255)
    static let githubUser = SecretShape(
        "a GitHub token", prefix: "ghu_", alphabet: .alphanumeric, length: 36...255)
    static let githubFine = SecretShape(
        "a GitHub token", prefix: "github_pat_", alphabet: .urlSafe, length: 60...255)
    static let gitLab = SecretShape("a GitLab token", prefix: "glpat-", alphabet: .urlSafe, length: 20...64)
    static let awsID = SecretShape("an AWS access key", prefix: "AKIA", alphabet: .upper, length: 16...16)
    static let awsSession = SecretShape(
        "an AWS access key", prefix: "ASIA", alphabet: .upper, length: 16...16)
    static let slackBot = SecretShape("a Slack token", prefix: "xoxb-", alphabet: .urlSafe, length: 40...120)
    static let slackUser = SecretShape("a Slack token", prefix: "xoxp-", alphabet: .urlSafe, length: 40...120)
    static let stripe = SecretShape(
        "a Stripe key", prefix: "sk_live_", alphabet: .alphanumeric, length: 24...120)
    static let npm = SecretShape("an npm token", prefix: "npm_", alphabet: .alphanumeric, length: 36...36)
    static let ageIdentity = SecretShape(
        "an age identity", prefix: "AGE-SECRET-KEY-1", alphabet: .upper, length: 58...58)

    /// The shapes to search for. If one prefix is the start of another, the longer one comes first.
    static let searched: [SecretShape] = [
        anthropic, openAIProject, openAIService, openAIAdmin, openRouter, openAI, google, groq, xai,
        huggingFace,
        perplexity, replicate, github, githubOAuth, githubServer, githubUser, githubFine, gitLab, awsID,
        awsSession,
        slackBot, slackUser, stripe, npm, ageIdentity,
    ]

    /// True if the whole text is one such secret.
    func matches(whole text: some RandomAccessCollection<UInt8>) -> Bool {
        guard text.starts(with: prefix.utf8) else { return false }
        let rest = text.dropFirst(prefix.utf8.count)
        return length ~= rest.count && rest.allSatisfy(alphabet.contains)
    }
}
