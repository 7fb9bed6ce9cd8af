import CLinux
import Foundation
import Harness
import Yams

// yams-peer DIRECTORY LIMIT: reads the prompts of a store into memory, then answers each line on standard
// input with the nanoseconds that one pass of Yams over all of them took.
clinux_default_crash_signals()
let arguments = CommandLine.arguments
guard arguments.count == 3, let limit = Int(arguments[2]) else {
    FileHandle.standardError.write(Data("usage: yams-peer DIRECTORY LIMIT\n".utf8))
    exit(64)
}
let corpus = try Corpus(arguments[1], limit: limit)
let texts = corpus.files.map { String(decoding: $0, as: UTF8.self) }
while readLine() != nil {
    let time = try seconds {
        for text in texts { keep(try Yams.compose(yaml: text)) }
    }
    FileHandle.standardOutput.write(Data("\(Int(time * 1e9))\n".utf8))
}
