import Formats
import Glibc

/// The command `ibid`.
@main
struct Main {
    static func main() {
        Terminal.openStandardStreams()
        Interruption.install()
        exit(CommandLineRun(Array(CommandLine.arguments.dropFirst())).run().rawValue)
    }
}
