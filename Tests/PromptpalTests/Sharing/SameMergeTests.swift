import Foundation
import Testing

/// `git pull` with the merge driver and `promptpal pull` give the same bytes.
@Suite struct SameMergeTests {
    private static let ours = [
        "promptpal set hello modules.task.content=Ours.", "promptpal set hello description='By us' tags+=us",
        "promptpal option add hello persona Stern --content 'You are stern.'",
        "promptpal label set hello production", "promptpal variable set hello words --type number --max 100",
    ]
    private static let theirs = [
        "promptpal set hello modules.task.content=Theirs.", "promptpal set hello name=Theirs tags+=them",
        "promptpal option add hello persona Kind --content 'You are kinder.'",
        "promptpal module add hello Examples --content 'As here.'", "promptpal label set hello staging",
    ]

    @Test(arguments: [0, 1, 2, 3, 4], [0, 1, 2, 3, 4])
    func sameBytes(_ one: Int, _ other: Int) throws {
        let library = try SharedLibrary()
        try library.pass(
            """
            promptpal clone "$URL" ben -q
            cd ana && \(SameMergeTests.theirs[other]) -q && promptpal push -q
            cd ../ben && \(SameMergeTests.ours[one]) -q
            cp -r ../ben ../git && cd ../git && promptpal setup-git >/dev/null && git pull -q --no-rebase --no-edit
            cd ../ben && promptpal pull -q
            """)
        #expect(try library.tree("git") == library.tree("ben"))
    }
}
