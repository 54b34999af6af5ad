package dev.coord.core.json.state;

import dev.coord.core.json.JsonWords;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockRegistry.LostLease;
import dev.coord.lock.PathLock.Operation;
import dev.coord.state.FeatureStatus;

/** What a snapshot calls constants, in capitals; what answers call them stands in {@link JsonWords}. */
public final class SnapshotWords {

    private SnapshotWords() {}

    public static String of(Operation operation) {
        return switch (operation) {
            case READ -> "READ";
            case WRITE -> "WRITE";
        };
    }

    public static String of(ContentionPolicy policy) {
        return switch (policy) {
            case BY_OPERATION -> "BY_OPERATION";
            case WAIT -> "WAIT";
            case FAIL -> "FAIL";
            case WAIT_DIE -> "WAIT_DIE";
            case WOUND_WAIT -> "WOUND_WAIT";
        };
    }

    public static String of(LostLease.Cause cause) {
        return switch (cause) {
            case EXPIRED -> "EXPIRED";
            case BROKEN -> "BROKEN";
            case WOUNDED -> "WOUNDED";
            case OWNER_DIED -> "OWNER_DIED";
            case REMOVED -> "REMOVED";
        };
    }

    public static String of(FeatureStatus status) {
        return switch (status) {
            case PENDING -> "PENDING";
            case ACTIVE -> "ACTIVE";
            case BLOCKED -> "BLOCKED";
            case FAILED -> "FAILED";
            case COMPLETED -> "COMPLETED";
        };
    }
}
