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
            "cohere", title: "Cohere", variable: "CO_API_KEY", base: "CO_API_URL", at: "https://api.cohere.com"),
        KeyProvider("deepseek", title: "DeepSeek", variable: "DEEPSEEK_API_KEY", at: "https://api.deepseek.com"),
        KeyProvider("gemini", title: "Google Gemini", variable: "GEMINI_API_KEY", shapes: [.google]),
        KeyProvider("github", title: "GitHub", variable: "GITHUB_TOKEN", shapes: [.github, .githubFine]),
        KeyProvider("groq", title: "Groq", variable: "GROQ_API_KEY", at: "https://api.groq.com", shapes: [.groq]),
        KeyProvider(
            "huggingface", title: "Hugging Face", variable: "HF_TOKEN", base: "HF_ENDPOINT", at: "https://huggingface.co",
            shapes: [.huggingFace]),
        KeyProvider("mistral", title: "Mistral", variable: "MISTRAL_API_KEY", at: "https://api.mistral.ai"),
        KeyProvider(
            "openai", title: "OpenAI", variable: "OPENAI_API_KEY", base: "OPENAI_BASE_URL",
            at: "https://api.openai.com/v1", shapes: [.openAIProject, .openAI]),
        KeyProvider(
            "openrouter", title: "OpenRouter", variable: "OPENROUTER_API_KEY", at: "https://openrouter.ai/api/v1",
            shapes: [.openRouter]),
        KeyProvider(
            "perplexity", title: "Perplexity", variable: "PPLX_API_KEY", at: "https://api.perplexity.ai", shapes: [.perplexity]),
        KeyProvider(
            "replicate", title: "Replicate", variable: "REPLICATE_API_TOKEN", at: "https://api.replicate.com", shapes: [.replicate]),
        KeyProvider("together", title: "Together", variable: "TOGETHER_API_KEY", at: "https://api.together.xyz/v1"),
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
