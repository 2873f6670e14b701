import Formats
import Glibc
import PluginHost

/// The command `ibid`.
@main
struct Main {
    static func main() {
        Terminal.openStandardStreams()
        Interruption.install()
        if let status = libraryService() { exit(status) }
        exit(CommandLineRun(Array(CommandLine.arguments.dropFirst())).run().rawValue)
    }

    /// Where we are the process of a shared library: `ibid run-library PATH describe|recognize|read|write [OPTION...]`, which
    /// only ibid itself starts.
    private static func libraryService() -> Int32? {
        let words = CommandLine.arguments
        guard words.count > 3, words[1] == "run-library" else { return nil }
        return LibraryService.run(words[2], Array(words[3...]))
    }
}
