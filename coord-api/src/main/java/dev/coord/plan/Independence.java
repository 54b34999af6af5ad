package dev.coord.plan;

import dev.coord.FeatureId;
import java.util.List;

/**
 * The answer to "can these two run together", with its evidence. Specification 1.2, reading 2.
 *
 * @param first one feature
 * @param second the other feature
 * @param verdict the answer
 * @param criteria the specification's four criteria in its order
 */
public record Independence(FeatureId first, FeatureId second, Verdict verdict, List<Criterion> criteria) {

    /** Copies the list. */
    public Independence {
        criteria = List.copyOf(criteria);
    }

    /** The four criteria, in the specification's order. */
    public enum Question {
        /** Features write to different files. */
        FILE_WRITES,
        /** Features change different tables. */
        SCHEMA,
        /** Neither waits for the other, and both could start now. */
        DEPENDENCIES,
        /** Neither reads what the other writes, and no dependency path joins them. Reading 11. */
        INDEPENDENT_TESTING
    }

    /**
     * One criterion and what was found.
     *
     * @param question which criterion
     * @param holds whether it holds
     * @param evidence what was found, one line
     */
    public record Criterion(Question question, boolean holds, String evidence) {}
}
