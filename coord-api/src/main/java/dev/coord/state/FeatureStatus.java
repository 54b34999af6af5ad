package dev.coord.state;

/** Where a feature stands. Specification 4.1, reading 12. */
public enum FeatureStatus {
    /** Nobody works on it. */
    PENDING,
    /** An agent works on it. */
    ACTIVE,
    /** An agent halted it and says why. */
    BLOCKED,
    /** It did not work out, and the reason is known. */
    FAILED,
    /** It is done. */
    COMPLETED;

    /**
     * The status as the protocol's files and coord's answers write it.
     *
     * @return such as {@code pending}
     */
    public String jsonName() {
        return switch (this) {
            case PENDING -> "pending";
            case ACTIVE -> "active";
            case BLOCKED -> "blocked";
            case FAILED -> "failed";
            case COMPLETED -> "completed";
        };
    }
}
