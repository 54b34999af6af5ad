package dev.coord.plan;

/** The kinds of conflicts, with the names the protocol's files use. Specification 5.1 and 5.2. */
public enum ConflictType {
    /** Two features write one file. */
    FILE_WRITE_CONFLICT("file_write_conflict", "files", "File", Severity.CRITICAL),
    /** Two features change one table. */
    SCHEMA_CONFLICT("schema_conflict", "tables", "Table", Severity.CRITICAL),
    /** Two features use one shared resource. */
    RESOURCE_CONTENTION("resource_contention", "resources", "Resource", Severity.WARNING),
    /** One feature reads what the other writes. */
    READ_AFTER_WRITE("read_after_write", "files", "File", Severity.WARNING),
    /** A feature was started before its prerequisites were completed. */
    DEPENDENCY_VIOLATION("dependency_violation", "prerequisites", "Prerequisite", Severity.CRITICAL),
    /** Two features could not be merged. */
    MERGE_CONFLICT("merge_conflict", "files", "File", Severity.CRITICAL);

    private final String jsonName;
    private final String subjectsField;
    private final String subjectLabel;
    private final Severity severity;

    ConflictType(String jsonName, String subjectsField, String subjectLabel, Severity severity) {
        this.jsonName = jsonName;
        this.subjectsField = subjectsField;
        this.subjectLabel = subjectLabel;
        this.severity = severity;
    }

    /**
     * The type as the protocol writes it.
     *
     * @return a snake_case name
     */
    public String jsonName() {
        return jsonName;
    }

    /**
     * The JSON field that lists what is contended.
     *
     * @return such as {@code files}
     */
    public String subjectsField() {
        return subjectsField;
    }

    /**
     * What the conflict log calls one contended thing.
     *
     * @return such as {@code File}
     */
    public String subjectLabel() {
        return subjectLabel;
    }

    /**
     * How much such a conflict matters.
     *
     * @return the severity
     */
    public Severity severity() {
        return severity;
    }

    /** How much a conflict matters. Specification 5.1. */
    public enum Severity {
        /** The features may not run together: they are serialized. */
        CRITICAL,
        /** The features may run together with coordination. */
        WARNING
    }
}
