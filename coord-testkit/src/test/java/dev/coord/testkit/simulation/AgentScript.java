package dev.coord.testkit.simulation;

/** How a scripted agent behaves. */
enum AgentScript {
    /** Writes what its feature declares and ends well. */
    SUCCEEDS,
    /** The same, and commits by itself on the way. */
    COMMITS,
    /** Ends well without a change: marks of a conflict are left. */
    WRITES_NOTHING,
    /** Cannot be started. */
    NEVER_STARTS,
    /** Writes something and gives up. */
    FAILS,
    /** Writes something and never ends, so that its runner ends it at the timeout. */
    HANGS,
    /** The same, and its runner does not notice the timeout. */
    HANGS_UNNOTICED,
    /** Also writes what another feature declares. */
    TRESPASSES,
    /** Also writes what nobody declares, as several agents do. */
    STRAYS,
    /** Commits and then throws its branch back. */
    REWRITES
}
