package dev.coord.plan;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * One unit of work for one agent, as its owner declares it. Lists keep their order and lose repetitions. Immutable.
 * Specification 1.1.
 *
 * @param id name of the feature
 * @param blocks features that wait for this one
 * @param blockedBy features this one waits for
 * @param fileWrites paths this feature will write
 * @param fileReads paths this feature will read
 * @param schemaChanges tables this feature will create or modify
 * @param sharedResources resources such as authentication or a database
 * @param estimate how long it is expected to take; only planning looks at it
 * @param priority how urgent it is among features that could go first as well: larger is earlier, 0 unless said otherwise
 */
public record Feature(
        FeatureId id,
        List<FeatureId> blocks,
        List<FeatureId> blockedBy,
        List<RepoPath> fileWrites,
        List<RepoPath> fileReads,
        List<String> schemaChanges,
        List<String> sharedResources,
        Optional<Duration> estimate,
        int priority) {

    /** The longest estimate. */
    public static final Duration LONGEST_ESTIMATE = Duration.ofDays(366);

    /**
     * Copies the lists and checks them.
     *
     * @throws BadInput if the feature depends on itself, a table or resource has no name or holds a control character, or the
     *     estimate is not positive or longer than {@link #LONGEST_ESTIMATE}
     */
    public Feature {
        blocks = distinct(blocks);
        blockedBy = distinct(blockedBy);
        fileWrites = distinct(fileWrites);
        fileReads = distinct(fileReads);
        schemaChanges = named(schemaChanges, "table");
        sharedResources = named(sharedResources, "shared resource");
        if (blocks.contains(id) || blockedBy.contains(id)) {
            throw new BadInput("feature '" + id + "' depends on itself; remove its own id from blocks and blocked_by");
        }
        if (estimate.filter(time -> !isPossible(time)).isPresent()) {
            throw new BadInput("an estimate of " + estimate.get()
                    + " is not possible; give a positive duration of at most " + LONGEST_ESTIMATE.toDays() + " days");
        }
    }

    /**
     * Begins a feature that so far declares nothing.
     *
     * @param id name of the feature
     * @return a builder, not safe for use by several threads
     */
    public static Builder builder(String id) {
        return new Builder(new FeatureId(id));
    }

    /**
     * Checks the name of a table.
     *
     * @param name the name
     * @return the same
     * @throws BadInput if it is blank or holds a control character
     */
    public static String tableName(String name) {
        return named(name, "table");
    }

    /**
     * Checks the name of a shared resource.
     *
     * @param name the name
     * @return the same
     * @throws BadInput if it is blank or holds a control character
     */
    public static String resourceName(String name) {
        return named(name, "shared resource");
    }

    private static boolean isPossible(Duration estimate) {
        return estimate.compareTo(Duration.ZERO) > 0 && estimate.compareTo(LONGEST_ESTIMATE) <= 0;
    }

    private static <T> List<T> distinct(List<T> values) {
        List<T> copy = List.copyOf(values);
        return hasRepetition(copy) ? copy.stream().distinct().toList() : copy;
    }

    /** Most lists are short, and a set for each would cost more than all the rest. */
    private static <T> boolean hasRepetition(List<T> values) {
        if (values.size() > 16) {
            return new HashSet<>(values).size() < values.size();
        }
        for (int i = 1; i < values.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (values.get(i).equals(values.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> named(List<String> names, String what) {
        names.forEach(name -> named(name, what));
        return distinct(names);
    }

    private static String named(String name, String what) {
        boolean blank = true;
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                throw notAName(name, what);
            }
            blank &= Character.isWhitespace(name.charAt(i));
        }
        if (blank) {
            throw notAName(name, what);
        }
        return name;
    }

    private static BadInput notAName(String name, String what) {
        return new BadInput(
                what + " '" + SafeText.excerpt(name) + "' is not a name; write it without control characters");
    }

    /** Collects what a feature declares. */
    public static final class Builder {

        private final FeatureId id;
        private final List<FeatureId> blocks = new ArrayList<>();
        private final List<FeatureId> blockedBy = new ArrayList<>();
        private final List<RepoPath> fileWrites = new ArrayList<>();
        private final List<RepoPath> fileReads = new ArrayList<>();
        private final List<String> schemaChanges = new ArrayList<>();
        private final List<String> sharedResources = new ArrayList<>();
        private Optional<Duration> estimate = Optional.empty();
        private int priority;

        private Builder(FeatureId id) {
            this.id = id;
        }

        /**
         * Adds features that wait for this one.
         *
         * @param ids their names
         * @return this builder
         */
        public Builder blocks(String... ids) {
            List.of(ids).forEach(other -> blocks.add(new FeatureId(other)));
            return this;
        }

        /**
         * Adds features this one waits for.
         *
         * @param ids their names
         * @return this builder
         */
        public Builder blockedBy(String... ids) {
            List.of(ids).forEach(other -> blockedBy.add(new FeatureId(other)));
            return this;
        }

        /**
         * Adds paths this feature will write.
         *
         * @param paths files, directories or globs
         * @return this builder
         */
        public Builder writes(String... paths) {
            List.of(paths).forEach(path -> fileWrites.add(new RepoPath(path)));
            return this;
        }

        /**
         * Adds paths this feature will read.
         *
         * @param paths files, directories or globs
         * @return this builder
         */
        public Builder reads(String... paths) {
            List.of(paths).forEach(path -> fileReads.add(new RepoPath(path)));
            return this;
        }

        /**
         * Adds tables this feature will create or modify.
         *
         * @param tables their names
         * @return this builder
         */
        public Builder changesSchema(String... tables) {
            schemaChanges.addAll(List.of(tables));
            return this;
        }

        /**
         * Adds shared resources.
         *
         * @param resources their names
         * @return this builder
         */
        public Builder uses(String... resources) {
            sharedResources.addAll(List.of(resources));
            return this;
        }

        /**
         * Says how long it is expected to take.
         *
         * @param expected a positive duration
         * @return this builder
         */
        public Builder takes(Duration expected) {
            estimate = Optional.of(expected);
            return this;
        }

        /**
         * Says how urgent it is.
         *
         * @param urgency larger is earlier
         * @return this builder
         */
        public Builder priority(int urgency) {
            priority = urgency;
            return this;
        }

        /**
         * The feature as collected so far.
         *
         * @return a feature that later calls of this builder do not change
         * @throws BadInput as the constructor of {@link Feature}
         */
        public Feature build() {
            return new Feature(
                    id, blocks, blockedBy, fileWrites, fileReads, schemaChanges, sharedResources, estimate, priority);
        }
    }
}
