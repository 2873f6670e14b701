#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An environment variable; nil where it is not set.
package func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}
