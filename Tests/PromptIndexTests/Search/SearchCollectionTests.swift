import Diagnostics
import PromptCore
import Testing

@testable import PromptIndex

/// Quality: the record that a person looks for comes first, in a collection of more than 200 written prompts.
@Suite struct SearchCollectionTests {
    @Test func theCollectionIsLargeAndReadable() {
        let files = SearchCollection.written.files
        #expect(files.count >= 200)
        #expect(
            files.filter { $0.record == nil || !$0.diagnostics.filter { $0.severity == .error }.isEmpty }
                .isEmpty)
    }

    @Test(arguments: [
        ("launch email", "marketing/launch-email"),
        ("welcome", "marketing/welcome-series"),
        ("commit", "engineering/commit-message"),
        ("code review", "engineering/code-review"),
        ("meeting minutes", "meetings/minutes"),
        ("summarise paper", "writing/summarise-paper"),
        ("summary", "writing/executive-summary"),
        ("contract", "legal/contract-summary"),
        ("contract risks", "legal/contract-risks"),
        ("press", "marketing/press-release"),
        ("job ad", "hr/job-ad"),
        ("interviews research", "research/interview-synthesis"),
        ("sql slow", "engineering/sql-optimise"),
        ("C++", "engineering/cpp-modernise"),
        ("C#", "engineering/csharp-async"),
        ("\"tone of voice\"", "writing/warm-tone"),
        ("warm tone", "writing/warm-tone"),
        ("follow up demo", "sales/follow-up"),
        ("overdue invoice", "finance/invoice-reminder"),
        ("gdpr access", "legal/gdpr-request"),
        ("translate strings", "i18n/ui-strings"),
        ("explain child", "education/explain-like-five"),
        ("chain of thought", "system/chain-of-thought"),
        ("json tag:format", "system/json-only"),
        ("postmortem", "engineering/incident-report"),
        ("resume", "fr/resume"),
        ("resena libro", "es/resena"),
        ("strassenschaden", "de/strassenschaden"),
        ("høstkampanje", "nb/hostkampanje"),
        ("kampanje", "nb/hostkampanje"),
        ("письмо", "ru/pismo-klientu"),
        ("議事録", "ja/gijiroku"),
        ("要約", "ja/youyaku"),
        ("合同", "zh/hetong"),
        ("회의록", "ko/hoeuirok"),
        ("सारांश", "hi/saransh"),
        ("ประชุม", "th/sarup"),
        ("رسالة عميل", "ar/risala"),
        ("περιληψη", "el/perilipsi"),
        ("is ilani", "tr/ilan"),
        ("social in:marketing -instagram thread", "marketing/tweet-thread"),
        ("newsletters", "marketing/newsletter"),
    ])
    func theExpectedComesFirst(query: String, expected: String) throws {
        let found = try SearchCollection.written.found(query, limit: 3)
        #expect(found.first == expected, "\(found)")
    }

    @Test(arguments: [
        ("newsleter", "newsletter"), ("kubernets", "kubernetes"), ("launhc emial", "launch email"),
        ("retrospctive team", "retrospective team"), ("tag:email launhc", "tag:email launch"),
        ("\"tone of voise\"", "\"tone of voice\""), ("Zusamenfassung", "zusammenfassung"),
        ("høstkampajne", "hostkampanje"),
    ])
    func slipsAreUnderstood(query: String, meant: String) throws {
        #expect(try SearchCollection.written.search(query).suggestion == meant)
    }

    @Test func everyRecordIsFirstByItsOwnName() throws {
        let collection = SearchCollection.written
        for file in collection.files {
            guard let name = file.record?.header.name?.value else { continue }
            let quotes: Set<Character> = ["\"", "(", ")"]
            let found = try collection.found(name.filter { !quotes.contains($0) }, limit: 1)
            #expect(found == [file.address.path], "\(name)")
        }
    }
}
