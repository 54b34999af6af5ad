package dev.coord.run;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.lock.Lease;
import dev.coord.plan.Feature;
import dev.coord.run.RunRecord.EarlierFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What an agent is asked to do. Two tasks are equal if they ask for the same. Immutable. */
public final class AgentTask {

    private final Feature feature;
    private final Workspace workspace;
    private final AgentId agent;
    private final Lease lease;
    private final Duration timeout;
    private final List<FeatureId> prerequisites;
    private final String text;
    private final int tryNumber;
    private final String feedback;
    private final Optional<EarlierFailure> earlier;
    private final boolean resolves;
    private final Optional<Path> radarFile;

    private AgentTask(Builder from) {
        feature = from.feature;
        workspace = from.workspace;
        agent = from.agent;
        lease = from.lease;
        timeout = from.timeout;
        prerequisites = from.prerequisites;
        text = from.text;
        tryNumber = from.tryNumber;
        feedback = from.feedback;
        earlier = from.earlier;
        resolves = from.resolves;
        radarFile = from.radarFile;
    }

    /**
     * Begins a task.
     *
     * @param feature what is to be made
     * @param workspace where
     * @param agent by whom
     * @param lease the locks it works under
     * @return a builder, not safe for use by several threads
     */
    public static Builder builder(Feature feature, Workspace workspace, AgentId agent, Lease lease) {
        return new Builder(feature, workspace, agent, lease);
    }

    /**
     * Begins a task that asks for what this one does.
     *
     * @return a builder, not safe for use by several threads
     */
    public Builder toBuilder() {
        return new Builder(feature, workspace, agent, lease)
                .timeout(timeout)
                .prerequisites(prerequisites)
                .text(text)
                .tryNumber(tryNumber)
                .feedback(feedback)
                .earlier(earlier)
                .resolves(resolves)
                .radarFile(radarFile);
    }

    /** Returns what is to be made. */
    public Feature feature() {
        return feature;
    }

    /** Returns where it is made. */
    public Workspace workspace() {
        return workspace;
    }

    /** Returns by whom it is made. */
    public AgentId agent() {
        return agent;
    }

    /** Returns the locks that the agent works under. */
    public Lease lease() {
        return lease;
    }

    /** Returns how long it may take. */
    public Duration timeout() {
        return timeout;
    }

    /** Returns the features that this one directly waited for, by name. */
    public List<FeatureId> prerequisites() {
        return prerequisites;
    }

    /**
     * Returns the task as an agent reads it, in Markdown: title and description word for word, what it may write and read, what
     * has landed before, how to ask for more locks, how an earlier attempt failed, and the {@link #feedback()} where there is any.
     *
     * @return the text; a run makes it before the agent is started, and it is empty until then
     */
    public String text() {
        return text;
    }

    /** Returns the number of this call of the feature's agent, from 1. */
    public int tryNumber() {
        return tryNumber;
    }

    /**
     * Returns why the agent is called again, in Markdown: for each conflict both sides, their base, and who made the other side.
     *
     * @return the text; empty for a first call, and until a run has made it
     */
    public String feedback() {
        return feedback;
    }

    /** Returns how an earlier attempt failed, which this one does not begin with; none where there was none. */
    public Optional<EarlierFailure> earlier() {
        return earlier;
    }

    /** Returns whether a {@link ConflictResolver} is asked, in place of the feature's agent. */
    public boolean resolves() {
        return resolves;
    }

    /**
     * Returns the file that tells, as long as the agent works, where its work meets that of others: Markdown, replaced whenever that
     * changes, and empty as long as nothing is in the way.
     *
     * @return an absolute path; none where the run does not look at live work, and until it has made the file
     */
    public Optional<Path> radarFile() {
        return radarFile;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof AgentTask task && values().equals(task.values()));
    }

    @Override
    public int hashCode() {
        return Objects.hash(workspace, lease.id());
    }

    @Override
    public String toString() {
        return "AgentTask" + values();
    }

    private List<Object> values() {
        return List.of(
                feature,
                workspace,
                agent,
                lease,
                timeout,
                prerequisites,
                text,
                tryNumber,
                feedback,
                earlier,
                radarFile,
                resolves);
    }

    /** Collects what a task asks for. */
    public static final class Builder {

        private final Feature feature;
        private final Workspace workspace;
        private final AgentId agent;
        private final Lease lease;
        private Duration timeout = RunSettings.DEFAULT_TIMEOUT;
        private List<FeatureId> prerequisites = List.of();
        private String text = "";
        private int tryNumber = 1;
        private String feedback = "";
        private Optional<EarlierFailure> earlier = Optional.empty();
        private boolean resolves;
        private Optional<Path> radarFile = Optional.empty();

        private Builder(Feature feature, Workspace workspace, AgentId agent, Lease lease) {
            this.feature = feature;
            this.workspace = workspace;
            this.agent = agent;
            this.lease = lease;
        }

        /**
         * Says how long it may take.
         *
         * @param longest {@link RunSettings#DEFAULT_TIMEOUT} unless said otherwise
         * @return this builder
         */
        public Builder timeout(Duration longest) {
            timeout = longest;
            return this;
        }

        /**
         * Says which features this one directly waited for, in place of those said so far.
         *
         * @param features their names
         * @return this builder
         */
        public Builder prerequisites(Collection<FeatureId> features) {
            prerequisites = features.stream().distinct().sorted().toList();
            return this;
        }

        /**
         * Says how an agent reads it.
         *
         * @param markdown the text
         * @return this builder
         */
        public Builder text(String markdown) {
            text = markdown;
            return this;
        }

        /**
         * Says which call of the feature's agent it is.
         *
         * @param number from 1, which it is unless said otherwise
         * @return this builder
         */
        public Builder tryNumber(int number) {
            tryNumber = number;
            return this;
        }

        /**
         * Says why the agent is called again.
         *
         * @param markdown the text
         * @return this builder
         */
        public Builder feedback(String markdown) {
            feedback = markdown;
            return this;
        }

        /**
         * Says how an earlier attempt failed.
         *
         * @param failure which this one does not begin with; none where there was none
         * @return this builder
         */
        public Builder earlier(Optional<EarlierFailure> failure) {
            earlier = failure;
            return this;
        }

        /**
         * Says that a resolver is asked, in place of the feature's agent.
         *
         * @param asked false unless said otherwise
         * @return this builder
         */
        public Builder resolves(boolean asked) {
            resolves = asked;
            return this;
        }

        /**
         * Names the file that tells where the work meets that of others.
         *
         * @param file an absolute path; none where there is none
         * @return this builder
         */
        public Builder radarFile(Optional<Path> file) {
            radarFile = file;
            return this;
        }

        /**
         * The task as collected so far.
         *
         * @return a task that later calls of this builder do not change
         */
        public AgentTask build() {
            return new AgentTask(this);
        }
    }
}
