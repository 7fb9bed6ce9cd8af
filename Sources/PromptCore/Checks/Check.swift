internal import Diagnostics

/// One rule, which checks a file and adds its diagnostics. Each rule has a file of its own.
protocol Check {
    static func run(on subject: Subject, into report: inout [Diagnostic])
}
