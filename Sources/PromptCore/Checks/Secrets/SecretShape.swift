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

    static let anthropic = SecretShape("an Anthropic API key", prefix: "sk-ant-", alphabet: .urlSafe, length: 32...200)
    static let openAIProject = SecretShape("an OpenAI API key", prefix: "sk-proj-", alphabet: .urlSafe, length: 32...200)
    static let openAIService = SecretShape("an OpenAI API key", prefix: "sk-svcacct-", alphabet: .urlSafe, length: 32...200)
    static let openAIAdmin = SecretShape("an OpenAI API key", prefix: "sk-admin-", alphabet: .urlSafe, length: 32...200)
    static let openRouter = SecretShape("an OpenRouter API key", prefix: "sk-or-v1-", alphabet: .alphanumeric, length: 48...80)
    static let openAI = SecretShape("an OpenAI API key", prefix: "sk-", alphabet: .urlSafe, length: 32...200)
    static let google = SecretShape("a Google API key", prefix: "AIza", alphabet: .urlSafe, length: 35...35)
    static let groq = SecretShape("a Groq API key", prefix: "gsk_", alphabet: .alphanumeric, length: 40...80)
    static let xai = SecretShape("an xAI API key", prefix: "xai-", alphabet: .alphanumeric, length: 60...120)
    static let huggingFace = SecretShape("a Hugging Face token", prefix: "hf_", alphabet: .alphanumeric, length: 30...60)
    static let perplexity = SecretShape("a Perplexity API key", prefix: "pplx-", alphabet: .alphanumeric, length: 40...80)
    static let replicate = SecretShape("a Replicate token", prefix: "r8_", alphabet: .alphanumeric, length: 36...50)
    static let github = SecretShape("a GitHub token", prefix: "ghp_", alphabet: .alphanumeric, length: 36...255)
    static let githubOAuth = SecretShape("a GitHub token", prefix: "gho_", alphabet: .alphanumeric, length: 36...255)
    static let githubServer = SecretShape("a GitHub token", prefix: "ghs_", alphabet: .alphanumeric, length: 36...255)
    static let githubUser = SecretShape("a GitHub token", prefix: "ghu_", alphabet: .alphanumeric, length: 36...255)
    static let githubFine = SecretShape("a GitHub token", prefix: "github_pat_", alphabet: .urlSafe, length: 60...255)
    static let gitLab = SecretShape("a GitLab token", prefix: "glpat-", alphabet: .urlSafe, length: 20...64)
    static let awsID = SecretShape("an AWS access key", prefix: "AKIA", alphabet: .upper, length: 16...16)
    static let awsSession = SecretShape("an AWS access key", prefix: "ASIA", alphabet: .upper, length: 16...16)
    static let slackBot = SecretShape("a Slack token", prefix: "xoxb-", alphabet: .urlSafe, length: 40...120)
    static let slackUser = SecretShape("a Slack token", prefix: "xoxp-", alphabet: .urlSafe, length: 40...120)
    static let stripe = SecretShape("a Stripe key", prefix: "sk_live_", alphabet: .alphanumeric, length: 24...120)
    static let npm = SecretShape("an npm token", prefix: "npm_", alphabet: .alphanumeric, length: 36...36)
    static let ageIdentity = SecretShape("an age identity", prefix: "AGE-SECRET-KEY-1", alphabet: .upper, length: 58...58)

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
