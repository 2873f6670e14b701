import Foundation
import TestKit
import Testing

@testable import PluginHost

/// A child ends with us, however we end.
@Suite struct LifeTests {
    /// Starts `ibid` on a plugin that opens a pipe and waits, ends `ibid` by a signal, and sees the pipe close.
    @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGKILL]) func childrenEndWithUs(_ signal: Int32) throws {
        try PluginWorkshop.withFolder { folder in
            let program = try PluginWorkshop.program(in: folder)
            let pipe = folder.appendingPathComponent("fifo").path
            try #require(mkfifo(pipe, 0o600) == 0)
            let input = folder.appendingPathComponent("input.hst")
            try Data("a line\n".utf8).write(to: input)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: PluginWorkshop.ibid)
            process.arguments = ["convert", "--plugin", program.path, "--mode", "waits", "-t", "jsonl", input.path]
            process.environment = ["HOME": folder.path, "TMPDIR": folder.path, "PATH": "/usr/bin:/bin"]
            process.standardError = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            // Opened for both, so that this waits for nobody; what is read is what the child wrote.
            let reading = open(pipe, O_RDONLY)
            try #require(reading >= 0)
            defer { close(reading) }
            #expect(waitToRead(reading))
            var bytes = [UInt8](repeating: 0, count: 100)
            let count = read(reading, &bytes, 100)
            let child = try #require(pid_t(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).dropLast()))
            #expect(child != process.processIdentifier && getpgid(child) == child)
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            // The end of the pipe is the end of everyone who holds it.
            #expect(waitToRead(reading))
            #expect(read(reading, &bytes, 100) == 0)
        }
    }

    private func waitToRead(_ descriptor: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 30_000) == 1
    }
}
