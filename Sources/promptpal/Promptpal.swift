internal import ArgumentParser

@main
struct Promptpal: ParsableCommand {}
