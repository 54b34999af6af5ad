package dev.coord.run;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How a run is made. Two settings are equal if they say the same. Immutable. */
public final class RunSettings {

    /** How many features are worked on at once unless said otherwise. */
    public static final int DEFAULT_AGENTS = 4;

    /** How long one agent may take unless said otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

    /** How often the agent of one feature is called at most unless said otherwise. */
    public static final int DEFAULT_TRIES = 3;

    /** How often live work is looked at for conflicts unless said otherwise. */
    public static final Duration DEFAULT_RADAR = Duration.ofSeconds(10);

    /** Where the work of a run comes from. */
    public enum Origin {
        /** Agents make it, each in a work tree of its own. */
        AGENTS,
        /** Branches that are there have it: nothing is made, only merged, tested and landed. */
        BRANCHES
    }

    /** What becomes of a feature that changed what it did not declare. */
    public enum UndeclaredPolicy {
        /**
         * It is stopped where a feature at work at the same time declares the path, unless overlaps are left to the merge; otherwise
         * people are told.
         */
        AUTO,
        /** People are told. */
        WARN,
        /** It is stopped, whoever declares the path. */
        REJECT
    }

    /** What becomes of a feature whose own commits take away what another one landed. */
    public enum DeletionPolicy {
        /** People are told, but it is stopped where it did not declare the file. */
        WARN,
        /** It is stopped. */
        REJECT
    }

    /** Which checks run before a wave lands. */
    public enum ChecksPolicy {
        /** Those of the features that what changed may concern; before the last landing of a run all. */
        TOUCHED,
        /** Those of all features that have landed, or land now. */
        ALL
    }

    /** What becomes of a migration that has a number that others have, or that comes before what landed since. */
    public enum MigrationsPolicy {
        /** It gets one that is free and comes after. */
        RENUMBER,
        /** Its feature does not merge. */
        REFUSE
    }

    /** What is done about a target whose combined tests are red before anything lands on it. */
    public enum BaselinePolicy {
        /** It is tested first, and nothing begins where it is red. */
        REQUIRED,
        /** It is tested first; where it is red, a wave lands that is green, or fails in nothing that the target does not. */
        ALLOW_RED,
        /** It is not tested. */
        UNTESTED
    }

    private static final Duration LONGEST = Duration.ofDays(365);

    private final String target;
    private final int agents;
    private final Schedule schedule;
    private final OverlapPolicy overlap;
    private final Duration timeout;
    private final boolean allowEmpty;
    private final SortedSet<FeatureId> redo;
    private final int tries;
    private final Duration radar;
    private final Origin origin;
    private final UndeclaredPolicy undeclared;
    private final DeletionPolicy deletions;
    private final boolean structured;
    private final List<Regeneration> regenerate;
    private final boolean resolver;
    private final MigrationsPolicy migrations;
    private final ChecksPolicy checks;
    private final BaselinePolicy baseline;
    private final boolean keepGood;
    private final Optional<String> tests;

    private RunSettings(Builder from) {
        target = from.target;
        agents = from.agents;
        schedule = from.schedule;
        overlap = from.overlap;
        timeout = from.timeout;
        allowEmpty = from.allowEmpty;
        tries = from.tries;
        radar = from.radar;
        origin = from.origin;
        undeclared = from.undeclared;
        deletions = from.deletions;
        structured = from.structured;
        regenerate = List.copyOf(from.regenerate);
        resolver = from.resolver;
        migrations = from.migrations;
        checks = from.checks;
        baseline = from.baseline;
        keepGood = from.keepGood;
        tests = from.tests;
        redo = Collections.unmodifiableSortedSet(new TreeSet<>(from.redo));
        if (agents < 1) {
            throw new BadInput("a run needs at least 1 agent, not " + agents);
        }
        if (tries < 1) {
            throw new BadInput("an agent is called at least 1 time, not " + tries);
        }
        if (radar.isNegative() || radar.compareTo(LONGEST) > 0) {
            throw new BadInput("looking at live work every " + radar
                    + " is not possible; give a duration of at most a year, or 0 for not at all");
        }
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
            throw new BadInput(
                    "a timeout of " + timeout + " is not possible; give a positive duration of at most a year");
        }
        if (!target.startsWith("refs/heads/")) {
            throw new BadInput("'" + target + "' is not the full name of a branch; write refs/heads/...");
        }
    }

    /**
     * Begins settings with the defaults: {@link #DEFAULT_AGENTS}, {@link Schedule#WAVES},
     * {@link OverlapPolicy#SERIALIZE}, {@link #DEFAULT_TIMEOUT}, {@link Origin#AGENTS}, {@link UndeclaredPolicy#AUTO},
     * {@link DeletionPolicy#WARN}.
     *
     * @param target full name of the branch to land on, {@code refs/heads/...}
     * @return a builder, not safe for use by several threads
     */
    public static Builder builder(String target) {
        return new Builder(target);
    }

    /**
     * Begins settings that say what these do.
     *
     * @return a builder, not safe for use by several threads
     */
    public Builder toBuilder() {
        return new Builder(target)
                .agents(agents)
                .schedule(schedule)
                .overlap(overlap)
                .timeout(timeout)
                .allowEmpty(allowEmpty)
                .redo(redo)
                .tries(tries)
                .radar(radar)
                .origin(origin)
                .undeclared(undeclared)
                .deletions(deletions)
                .structured(structured)
                .regenerate(regenerate)
                .resolver(resolver)
                .migrations(migrations)
                .checks(checks)
                .baseline(baseline)
                .keepGood(keepGood)
                .tests(tests);
    }

    /** Returns the full name of the branch to land on. */
    public String target() {
        return target;
    }

    /** Returns how many features are worked on at once. */
    public int agents() {
        return agents;
    }

    /** Returns when features begin. */
    public Schedule schedule() {
        return schedule;
    }

    /** Returns what is done with features that write the same file. */
    public OverlapPolicy overlap() {
        return overlap;
    }

    /** Returns how long one agent may take, and how long a feature may wait for its locks. */
    public Duration timeout() {
        return timeout;
    }

    /** Returns whether a feature has succeeded whose agent changed nothing, although it declares what it writes. */
    public boolean allowEmpty() {
        return allowEmpty;
    }

    /** Returns the features that are made once more although they have landed. */
    public SortedSet<FeatureId> redo() {
        return redo;
    }

    /** Returns how often the agent of one feature is called at most, the first call included. */
    public int tries() {
        return tries;
    }

    /** Returns how often live work is looked at for conflicts, at most; zero for not at all. */
    public Duration radar() {
        return radar;
    }

    /** Returns where the work comes from. */
    public Origin origin() {
        return origin;
    }

    /** Returns what becomes of a feature that changed what it did not declare. */
    public UndeclaredPolicy undeclared() {
        return undeclared;
    }

    /** Returns what becomes of a feature whose own commits take away what another one landed. */
    public DeletionPolicy deletions() {
        return deletions;
    }

    /** Returns whether files that git cannot merge are merged by what they mean, where that is certain. */
    public boolean structured() {
        return structured;
    }

    /** Returns how files are made anew that git cannot merge; of several that cover a file the first counts. */
    public List<Regeneration> regenerate() {
        return regenerate;
    }

    /** Returns what becomes of a migration that has a number that others have, or that comes before what landed since. */
    public MigrationsPolicy migrations() {
        return migrations;
    }

    /** Returns whether a resolver is asked where a feature still does not merge when its agent's calls are used up. */
    public boolean resolver() {
        return resolver;
    }

    /** Returns which checks run before a wave lands. */
    public ChecksPolicy checks() {
        return checks;
    }

    /** Returns what is done about a target that is red before anything lands on it. */
    public BaselinePolicy baseline() {
        return baseline;
    }

    /** Returns whether the rest of a red wave lands without what breaks it. */
    public boolean keepGood() {
        return keepGood;
    }

    /** Returns what the combined tests are, as {@link dev.coord.merge.Integrator#tests}; none where there are none. */
    public Optional<String> tests() {
        return tests;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RunSettings that
                && target.equals(that.target)
                && agents == that.agents
                && schedule == that.schedule
                && overlap == that.overlap
                && timeout.equals(that.timeout)
                && allowEmpty == that.allowEmpty
                && redo.equals(that.redo)
                && tries == that.tries
                && radar.equals(that.radar)
                && origin == that.origin
                && undeclared == that.undeclared
                && deletions == that.deletions
                && structured == that.structured
                && regenerate.equals(that.regenerate)
                && resolver == that.resolver
                && migrations == that.migrations
                && checks == that.checks
                && baseline == that.baseline
                && keepGood == that.keepGood
                && tests.equals(that.tests);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                target,
                agents,
                schedule,
                overlap,
                timeout,
                allowEmpty,
                redo,
                tries,
                radar,
                origin,
                undeclared,
                deletions,
                structured,
                regenerate,
                resolver,
                migrations,
                checks,
                baseline,
                keepGood,
                tests);
    }

    @Override
    public String toString() {
        return "RunSettings[target=" + target + ", agents=" + agents + ", schedule=" + schedule + ", overlap=" + overlap
                + ", timeout=" + timeout + ", allowEmpty=" + allowEmpty + ", redo=" + redo + ", tries=" + tries
                + ", radar=" + radar
                + ", origin=" + origin + ", undeclared=" + undeclared + ", deletions=" + deletions + ", structured="
                + structured + ", regenerate="
                + regenerate + ", resolver="
                + resolver + ", migrations=" + migrations + ", checks=" + checks + ", baseline=" + baseline
                + ", keepGood=" + keepGood + ", tests="
                + tests + "]";
    }

    /** Collects settings. */
    public static final class Builder {

        private final String target;
        private int agents = DEFAULT_AGENTS;
        private Schedule schedule = Schedule.WAVES;
        private OverlapPolicy overlap = OverlapPolicy.SERIALIZE;
        private Duration timeout = DEFAULT_TIMEOUT;
        private boolean allowEmpty;
        private Set<FeatureId> redo = Set.of();
        private int tries = DEFAULT_TRIES;
        private Duration radar = DEFAULT_RADAR;
        private Origin origin = Origin.AGENTS;
        private UndeclaredPolicy undeclared = UndeclaredPolicy.AUTO;
        private DeletionPolicy deletions = DeletionPolicy.WARN;
        private boolean structured = true;
        private List<Regeneration> regenerate = List.of();
        private boolean resolver;
        private MigrationsPolicy migrations = MigrationsPolicy.RENUMBER;
        private ChecksPolicy checks = ChecksPolicy.TOUCHED;
        private BaselinePolicy baseline = BaselinePolicy.REQUIRED;
        private boolean keepGood = true;
        private Optional<String> tests = Optional.empty();

        private Builder(String target) {
            this.target = Objects.requireNonNull(target, "target");
        }

        /**
         * Says how many features are worked on at once.
         *
         * @param number at least 1
         * @return this builder
         */
        public Builder agents(int number) {
            agents = number;
            return this;
        }

        /**
         * Says when features begin.
         *
         * @param chosen wave by wave, or each as soon as it can
         * @return this builder
         */
        public Builder schedule(Schedule chosen) {
            schedule = Objects.requireNonNull(chosen, "schedule");
            return this;
        }

        /**
         * Says what is done with features that write the same file.
         *
         * @param chosen one after the other, unless said otherwise, or at the same time: then the merge decides, and what does
         *     not merge is left out
         * @return this builder
         */
        public Builder overlap(OverlapPolicy chosen) {
            overlap = Objects.requireNonNull(chosen, "overlap");
            return this;
        }

        /**
         * Says how long one agent may take, and how long a feature may wait for its locks.
         *
         * @param longest a positive duration of at most a year
         * @return this builder
         */
        public Builder timeout(Duration longest) {
            timeout = Objects.requireNonNull(longest, "timeout");
            return this;
        }

        /**
         * Says whether a feature has succeeded whose agent changed nothing, although it declares what it writes. Unless it is
         * said, or the feature says so, it has failed.
         *
         * @param allowed true if so
         * @return this builder
         */
        public Builder allowEmpty(boolean allowed) {
            allowEmpty = allowed;
            return this;
        }

        /**
         * Says which features are made once more although they have landed: their agents are called again on the target as it
         * is. Nothing is taken back, and what builds on them is not made again. What such a feature landed before stays until it
         * lands again, also where it fails now; what needs it and has not landed waits for it. Each is made once in a run, however often that is gone on with; a run that goes
         * on with another choice follows the latest. Naming a feature that has not landed changes nothing.
         *
         * @param features features of the set that is run; none unless said otherwise
         * @return this builder
         */
        public Builder redo(Set<FeatureId> features) {
            redo = Set.copyOf(features);
            return this;
        }

        /**
         * Says how often the agent of one feature is called at most. Work that does not merge goes back to its agent while calls
         * remain; an agent that itself fails is not called again within one start of the run.
         *
         * @param number at least 1; {@link #DEFAULT_TRIES} unless said otherwise
         * @return this builder
         */
        public Builder tries(int number) {
            tries = number;
            return this;
        }

        /**
         * Says how often live work is looked at for conflicts while agents work. Looking takes about a twentieth of the time at most, so
         * that in a large repository it is done less often.
         *
         * @param interval zero for not at all; {@link #DEFAULT_RADAR} unless said otherwise
         * @return this builder
         */
        public Builder radar(Duration interval) {
            radar = Objects.requireNonNull(interval, "radar");
            return this;
        }

        /**
         * Says where the work comes from.
         *
         * @param chosen {@link Origin#AGENTS} unless said otherwise
         * @return this builder
         */
        public Builder origin(Origin chosen) {
            origin = Objects.requireNonNull(chosen, "origin");
            return this;
        }

        /**
         * Says what becomes of a feature that changed what it did not declare. Names that do harm in a repository stop it whatever is
         * said here.
         *
         * @param chosen {@link UndeclaredPolicy#AUTO} unless said otherwise
         * @return this builder
         */
        public Builder undeclared(UndeclaredPolicy chosen) {
            undeclared = Objects.requireNonNull(chosen, "undeclared");
            return this;
        }

        /**
         * Says what becomes of a feature whose own commits take away what another one landed. What only a merge drops stops it
         * whatever is said.
         *
         * @param chosen {@link DeletionPolicy#WARN} unless said otherwise
         * @return this builder
         */
        public Builder deletions(DeletionPolicy chosen) {
            deletions = Objects.requireNonNull(chosen, "deletions");
            return this;
        }

        /**
         * Says whether files that git cannot merge are merged by what they mean, where that is certain.
         *
         * @param on true unless said otherwise
         * @return this builder
         */
        public Builder structured(boolean on) {
            structured = on;
            return this;
        }

        /**
         * Says what becomes of a migration that has a number that others have, or that comes before what landed since.
         *
         * @param chosen {@link MigrationsPolicy#RENUMBER} unless said otherwise
         * @return this builder
         */
        public Builder migrations(MigrationsPolicy chosen) {
            migrations = Objects.requireNonNull(chosen, "migrations");
            return this;
        }

        /**
         * Says how files are made anew that git cannot merge, such as lock files.
         *
         * @param commands none unless said otherwise; of several that cover a file the first counts
         * @return this builder
         */
        public Builder regenerate(List<Regeneration> commands) {
            regenerate = List.copyOf(commands);
            return this;
        }

        /**
         * Says whether a resolver is asked where a feature still does not merge when its agent's calls are used up. What drives
         * the run says it, since it knows whether there is one.
         *
         * @param asked false unless said otherwise
         * @return this builder
         */
        public Builder resolver(boolean asked) {
            resolver = asked;
            return this;
        }

        /**
         * Says which checks run before a wave lands.
         *
         * @param chosen {@link ChecksPolicy#TOUCHED} unless said otherwise
         * @return this builder
         */
        public Builder checks(ChecksPolicy chosen) {
            checks = Objects.requireNonNull(chosen, "checks");
            return this;
        }

        /**
         * Says what is done about a target whose combined tests are red before anything lands on it.
         *
         * @param chosen {@link BaselinePolicy#REQUIRED} unless said otherwise
         * @return this builder
         */
        public Builder baseline(BaselinePolicy chosen) {
            baseline = Objects.requireNonNull(chosen, "baseline");
            return this;
        }

        /**
         * Says whether the rest of a red wave lands without what breaks it. Otherwise a red wave does not land at all, and the run stops;
         * what breaks it is named all the same.
         *
         * @param kept true unless said otherwise
         * @return this builder
         */
        public Builder keepGood(boolean kept) {
            keepGood = kept;
            return this;
        }

        /**
         * Says what the combined tests are. What drives the run says it, since it knows them.
         *
         * @param name as {@link dev.coord.merge.Integrator#tests}; none unless said otherwise
         * @return this builder
         */
        public Builder tests(Optional<String> name) {
            tests = Objects.requireNonNull(name, "tests");
            return this;
        }

        /**
         * The settings as collected so far.
         *
         * @return settings that later calls of this builder do not change
         * @throws BadInput if a number or duration is not positive, or the target is not the full name of a branch
         */
        public RunSettings build() {
            return new RunSettings(this);
        }
    }
}
