package dev.coord.plan;

/** How much a conflict matters. Specification 5.1. */
public enum Severity {
    /** The features may not run together: they are serialized. */
    CRITICAL,
    /** The features may run together with coordination. */
    WARNING
}
