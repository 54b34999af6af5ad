package dev.coord.run;

import dev.coord.FeatureId;
import java.util.List;

/**
 * What earlier features landed in a file and the work on a later one takes back. Nothing of it leaves the history.
 *
 * @param path the file
 * @param how how it is taken back
 * @param features whose work it was, latest first
 */
public record Undone(String path, How how, List<FeatureId> features) {

    /** The ways to take work back. */
    public enum How {
        /** The file that they made or changed is deleted. */
        DELETES,
        /** The file is again what it was before them. */
        REVERTS,
        /** Every line that they added and that was still there is gone. */
        REMOVES_LINES
    }

    /** Copies the list. */
    public Undone {
        features = List.copyOf(features);
    }
}
