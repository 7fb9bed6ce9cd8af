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

    private init(_ title: String, _ prefix: String, _ alphabet: Alphabet, _ length: ClosedRange<Int>) {
        self.title = title
        self.prefix = prefix
        self.alphabet = alphabet
        self.length = length
    }

    static let anthropic = SecretShape("an Anthropic API key", "sk-ant-", .urlSafe, 32...200)
    static let openAIProject = SecretShape("an OpenAI API key", "sk-proj-", .urlSafe, 32...200)
    static let openAIService = SecretShape("an OpenAI API key", "sk-svcacct-", .urlSafe, 32...200)
    static let openAIAdmin = SecretShape("an OpenAI API key", "sk-admin-", .urlSafe, 32...200)
    static let openRouter = SecretShape("an OpenRouter API key", "sk-or-v1-", .alphanumeric, 48...80)
    static let openAI = SecretShape("an OpenAI API key", "sk-", .urlSafe, 32...200)
    static let google = SecretShape("a Google API key", "AIza", .urlSafe, 35...35)
    static let groq = SecretShape("a Groq API key", "gsk_", .alphanumeric, 40...80)
    static let xai = SecretShape("an xAI API key", "xai-", .alphanumeric, 60...120)
    static let huggingFace = SecretShape("a Hugging Face token", "hf_", .alphanumeric, 30...60)
    static let perplexity = SecretShape("a Perplexity API key", "pplx-", .alphanumeric, 40...80)
    static let replicate = SecretShape("a Replicate token", "r8_", .alphanumeric, 36...50)
    static let github = SecretShape("a GitHub token", "ghp_", .alphanumeric, 36...255)
    static let githubOAuth = SecretShape("a GitHub token", "gho_", .alphanumeric, 36...255)
    static let githubServer = SecretShape("a GitHub token", "ghs_", .alphanumeric, 36...255)
    static let githubUser = SecretShape("a GitHub token", "ghu_", .alphanumeric, 36...255)
    static let githubFine = SecretShape("a GitHub token", "github_pat_", .urlSafe, 60...255)
    static let gitLab = SecretShape("a GitLab token", "glpat-", .urlSafe, 20...64)
    static let awsID = SecretShape("an AWS access key", "AKIA", .upper, 16...16)
    static let awsSession = SecretShape("an AWS access key", "ASIA", .upper, 16...16)
    static let slackBot = SecretShape("a Slack token", "xoxb-", .urlSafe, 40...120)
    static let slackUser = SecretShape("a Slack token", "xoxp-", .urlSafe, 40...120)
    static let stripe = SecretShape("a Stripe key", "sk_live_", .alphanumeric, 24...120)
    static let npm = SecretShape("an npm token", "npm_", .alphanumeric, 36...36)
    static let ageIdentity = SecretShape("an age identity", "AGE-SECRET-KEY-1", .upper, 58...58)

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
