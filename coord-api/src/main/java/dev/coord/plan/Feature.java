package dev.coord.plan;

import dev.coord.BranchName;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work for one agent, as its owner declares it. Lists keep their order and lose repetitions. Two features are
 * equal if they declare the same. Immutable. Specification 1.1.
 */
public final class Feature {

    /** The longest estimate. */
    public static final Duration LONGEST_ESTIMATE = Duration.ofDays(366);

    private final FeatureId id;
    private final List<FeatureId> blocks;
    private final List<FeatureId> blockedBy;
    private final List<RepoPath> fileWrites;
    private final List<RepoPath> fileReads;
    private final List<String> schemaChanges;
    private final List<String> sharedResources;
    private final Optional<Duration> estimate;
    private final int priority;
    private final Optional<String> title;
    private final Optional<String> description;
    private final boolean allowEmpty;
    private final Optional<String> check;
    private final Optional<BranchName> branch;
    private final Map<String, @Nullable Object> extras;

    private Feature(Builder from) {
        id = from.id;
        blocks = Declared.distinct(from.blocks);
        blockedBy = Declared.distinct(from.blockedBy);
        fileWrites = Declared.distinct(from.fileWrites);
        fileReads = Declared.distinct(from.fileReads);
        schemaChanges = Declared.named(from.schemaChanges, "table");
        sharedResources = Declared.named(from.sharedResources, "shared resource");
        estimate = from.estimate;
        priority = from.priority;
        title = from.title;
        description = from.description;
        allowEmpty = from.allowEmpty;
        check = from.check;
        branch = from.branch;
        extras = from.extras.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(from.extras));
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
     * @throws BadInput if it is not the name of a feature
     */
    public static Builder builder(String id) {
        return builder(new FeatureId(id));
    }

    /**
     * Begins a feature that so far declares nothing.
     *
     * @param id name of the feature
     * @return a builder, not safe for use by several threads
     */
    public static Builder builder(FeatureId id) {
        return new Builder(id);
    }

    /**
     * Begins a feature that declares what this one does.
     *
     * @return a builder, not safe for use by several threads
     */
    public Builder toBuilder() {
        Builder copy = new Builder(id)
                .blocks(blocks)
                .blockedBy(blockedBy)
                .writes(fileWrites)
                .reads(fileReads)
                .changesSchema(schemaChanges)
                .uses(sharedResources)
                .priority(priority)
                .allowEmpty(allowEmpty);
        copy.check = check;
        copy.estimate = estimate;
        copy.title = title;
        copy.description = description;
        copy.branch = branch;
        copy.extras.putAll(extras);
        return copy;
    }

    /** Returns the name of the feature. */
    public FeatureId id() {
        return id;
    }

    /** Returns the features that wait for this one. */
    public List<FeatureId> blocks() {
        return blocks;
    }

    /** Returns the features this one waits for. */
    public List<FeatureId> blockedBy() {
        return blockedBy;
    }

    /** Returns the paths this feature will write. */
    public List<RepoPath> fileWrites() {
        return fileWrites;
    }

    /** Returns the paths this feature will read. */
    public List<RepoPath> fileReads() {
        return fileReads;
    }

    /** Returns the tables this feature will create or modify. */
    public List<String> schemaChanges() {
        return schemaChanges;
    }

    /** Returns resources such as authentication or a database. */
    public List<String> sharedResources() {
        return sharedResources;
    }

    /** Returns how long it is expected to take; only planning looks at it. */
    public Optional<Duration> estimate() {
        return estimate;
    }

    /** Returns how urgent it is among features that could go first as well: larger is earlier, 0 unless said otherwise. */
    public int priority() {
        return priority;
    }

    /** Returns what people call it: one line. */
    public Optional<String> title() {
        return title;
    }

    /** Returns what is to be built, in Markdown, word for word: the agent reads it, and another description is new work. */
    public Optional<String> description() {
        return description;
    }

    /** Returns whether it is a success that its agent changed nothing, although it declares what it writes. */
    public boolean allowEmpty() {
        return allowEmpty;
    }

    /**
     * Returns the command that tells whether it works by itself, such as its tests. Only runs execute it, and another command is no
     * new work.
     */
    public Optional<String> check() {
        return check;
    }

    /**
     * Returns the branch that somebody else makes it on, for {@code coord integrate}; a run does not look at it, and another branch
     * is no new work. Where it says none, that is {@link BranchName#of(FeatureId)}.
     */
    public Optional<BranchName> branch() {
        return branch;
    }

    /**
     * Returns the fields of other programs, which coord keeps and hands on to the agent.
     *
     * @return plain Java values by name, in the order they were declared in: {@code null}, {@code String}, {@code Boolean}, {@code
     *     BigInteger} for whole numbers, {@code BigDecimal} for others, and lists and maps of them, which nobody can change. Each
     *     name begins with {@code x-}
     */
    public Map<String, @Nullable Object> extras() {
        return extras;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Feature feature && values().equals(feature.values()));
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, blockedBy, fileWrites);
    }

    @Override
    public String toString() {
        return "Feature" + values();
    }

    private List<Object> values() {
        return List.of(
                id,
                blocks,
                blockedBy,
                fileWrites,
                fileReads,
                schemaChanges,
                sharedResources,
                estimate,
                priority,
                title,
                description,
                allowEmpty,
                check,
                branch,
                extras);
    }

    /**
     * Checks the name of a table.
     *
     * @param name the name
     * @return the same
     * @throws BadInput if it is blank or holds a control character
     */
    public static String tableName(String name) {
        return Declared.named(name, "table");
    }

    /**
     * Checks the name of a shared resource.
     *
     * @param name the name
     * @return the same
     * @throws BadInput if it is blank or holds a control character
     */
    public static String resourceName(String name) {
        return Declared.named(name, "shared resource");
    }

    /**
     * Checks a title.
     *
     * @param title the title
     * @return the same
     * @throws BadInput if it is blank or holds a control character
     */
    public static String titleText(String title) {
        return Declared.named(title, "title");
    }

    /**
     * Checks a command that tells whether a feature works.
     *
     * @param command the command
     * @return the same
     * @throws BadInput if it is blank or holds a character that no command can have
     */
    public static String checkCommand(String command) {
        return Declared.command(command);
    }

    private static boolean isPossible(Duration estimate) {
        return estimate.compareTo(Duration.ZERO) > 0 && estimate.compareTo(LONGEST_ESTIMATE) <= 0;
    }

    /**
     * Collects what a feature declares. A method that takes texts adds them; one that takes a collection sets it in place of
     * what was said so far.
     */
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
        private Optional<String> title = Optional.empty();
        private Optional<String> description = Optional.empty();
        private boolean allowEmpty;
        private Optional<String> check = Optional.empty();
        private Optional<BranchName> branch = Optional.empty();
        private final Map<String, @Nullable Object> extras = new LinkedHashMap<>();

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
         * Sets the features that wait for this one.
         *
         * @param features these and no others
         * @return this builder
         */
        public Builder blocks(Collection<FeatureId> features) {
            return set(blocks, features);
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
         * Sets the features this one waits for.
         *
         * @param features these and no others
         * @return this builder
         */
        public Builder blockedBy(Collection<FeatureId> features) {
            return set(blockedBy, features);
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
         * Sets the paths this feature will write.
         *
         * @param paths these and no others
         * @return this builder
         */
        public Builder writes(Collection<RepoPath> paths) {
            return set(fileWrites, paths);
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
         * Sets the paths this feature will read.
         *
         * @param paths these and no others
         * @return this builder
         */
        public Builder reads(Collection<RepoPath> paths) {
            return set(fileReads, paths);
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
         * Sets the tables this feature will create or modify.
         *
         * @param tables these and no others
         * @return this builder
         */
        public Builder changesSchema(Collection<String> tables) {
            return set(schemaChanges, tables);
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
         * Sets the shared resources.
         *
         * @param resources these and no others
         * @return this builder
         */
        public Builder uses(Collection<String> resources) {
            return set(sharedResources, resources);
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
         * Says what people call it.
         *
         * @param line one line
         * @return this builder
         * @throws BadInput if it is blank or holds a control character
         */
        public Builder title(String line) {
            title = Optional.of(titleText(line));
            return this;
        }

        /**
         * Says what is to be built.
         *
         * @param markdown a text of any length, which its agent reads word for word; an empty one says nothing
         * @return this builder
         */
        public Builder description(String markdown) {
            description = Optional.of(markdown).filter(text -> !text.isEmpty());
            return this;
        }

        /**
         * Says whether it is a success that its agent changed nothing, although it declares what it writes.
         *
         * @param allowed whether it is; not unless said so
         * @return this builder
         */
        public Builder allowEmpty(boolean allowed) {
            allowEmpty = allowed;
            return this;
        }

        /**
         * Says how it is told whether it works by itself.
         *
         * @param command for {@code /bin/sh -c}; exit status 0 means that it does
         * @return this builder
         * @throws BadInput if it is blank or holds a character that no command can have
         */
        public Builder check(String command) {
            check = Optional.of(checkCommand(command));
            return this;
        }

        /**
         * Says on which branch somebody else makes it, for {@code coord integrate}.
         *
         * @param name its name; unless it is said, {@link BranchName#of(FeatureId)}
         * @return this builder
         * @throws BadInput if no branch can have the name
         */
        public Builder branch(String name) {
            branch = Optional.of(new BranchName(name));
            return this;
        }

        /**
         * Adds a field of another program, in place of one of the same name.
         *
         * @param name its name, which begins with {@code x-}
         * @param value what JSON can say, in plain Java values: {@code null}, {@code String}, {@code Boolean}, {@code Integer},
         *     {@code Long}, {@code BigInteger}, {@code BigDecimal}, and lists and maps of them, which are copied
         * @return this builder
         * @throws BadInput if that is no such name, a value is of another type, or they are nested more than 200 deep
         */
        public Builder extra(String name, @Nullable Object value) {
            if (!name.startsWith("x-")) {
                throw new BadInput(
                        "'" + SafeText.excerpt(name) + "' is not the name of a field of your own; begin it with 'x-'");
            }
            extras.put(name, PlainValue.copy(name, value));
            return this;
        }

        /**
         * The feature as collected so far.
         *
         * @return a feature that later calls of this builder do not change
         * @throws BadInput if the feature depends on itself, a table or resource has no name or holds a control character, or
         *     the estimate is not positive or longer than {@link #LONGEST_ESTIMATE}
         */
        public Feature build() {
            return new Feature(this);
        }

        private <T> Builder set(List<T> field, Collection<T> values) {
            List<T> copy = List.copyOf(values); // the field itself, maybe
            field.clear();
            field.addAll(copy);
            return this;
        }
    }
}
