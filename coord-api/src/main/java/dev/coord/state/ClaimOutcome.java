package dev.coord.state;

import dev.coord.AgentId;
import dev.coord.CoordinationException.Refused;
import dev.coord.FeatureId;
import dev.coord.lock.Lease;
import dev.coord.plan.Feature;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The answer to an agent that asks what to work on next. Specification 4.2 and 3.2. */
public sealed interface ClaimOutcome {

    /**
     * The answer for people.
     *
     * @return what was claimed, or why nothing was and what to do next
     */
    String message();

    /**
     * What was claimed, for a caller that has nothing else to do without it.
     *
     * @return the feature and its lease
     * @throws Refused if nothing was, with {@link #message()}
     */
    default Claimed orElseThrow() {
        if (this instanceof Claimed claimed) {
            return claimed;
        }
        throw new Refused(message());
    }

    /**
     * The feature is active, its agent the one that asked, and its locks are held. While the lease is in force nobody else
     * gets the feature, and only under it can it be completed.
     *
     * @param feature as it is declared
     * @param lease its write locks
     */
    record Claimed(Feature feature, Lease lease) implements ClaimOutcome {

        @Override
        public String message() {
            return "feature '" + feature.id() + "' is yours until " + lease.expiresAt()
                    + "; renew its lease if you need longer";
        }
    }

    /**
     * Nothing can start now, but something can later. Nothing was changed.
     *
     * @param agent the agent that asked
     * @param waitsFor what is in the way, each once
     */
    record NothingReady(AgentId agent, List<Obstacle> waitsFor) implements ClaimOutcome {

        /** Copies the list. */
        public NothingReady {
            waitsFor = List.copyOf(waitsFor);
        }

        @Override
        public String message() {
            String own = waitsFor.stream()
                    .filter(what -> what.agent().filter(agent::equals).isPresent())
                    .map(what -> what.feature().value())
                    .distinct()
                    .collect(Collectors.joining(" and "));
            return "no feature can start yet: waiting for "
                    + waitsFor.stream().map(Obstacle::inWords).distinct().collect(Collectors.joining(", "))
                    + (own.isEmpty() ? "" : "; you work on " + own + " yourself: complete, fail or block it first");
        }
    }

    /** Every feature is completed, and has landed where a run makes it. Nothing was changed. */
    record AllDone() implements ClaimOutcome {

        @Override
        public String message() {
            return "every feature is completed; nothing is left to do";
        }
    }

    /**
     * Nothing can start, and nothing that is under way will change that. Nothing was changed.
     *
     * @param why what has to be done by a person
     */
    record Stuck(String why) implements ClaimOutcome {

        @Override
        public String message() {
            return "no feature can start: " + why;
        }
    }

    /**
     * Something that keeps a feature from starting.
     *
     * @param kind what it is
     * @param feature the feature that has to be completed, or whose agent is in the way
     * @param agent whose work it is, where that is known
     */
    record Obstacle(Kind kind, FeatureId feature, Optional<AgentId> agent) {

        /** What keeps a feature from starting. */
        public enum Kind {
            /** The feature has to be completed first. */
            PREREQUISITE,
            /** A lock on a path of the feature is held, or was waited for earlier, for that one. */
            LOCK,
            /** That feature is active and changes a table of this one. */
            TABLE,
            /** A run that is under way makes the feature. */
            RUN,
            /** An agent works on the feature. */
            WORK
        }

        /**
         * The obstacle for people.
         *
         * @return such as {@code P1_user_auth}, or {@code a lock of P1_user_auth (implementor-1)}
         */
        public String inWords() {
            String who = agent.map(id -> " (" + id + ")").orElse("");
            return switch (kind) {
                case LOCK -> "a lock of " + feature + who;
                case TABLE -> "a table of " + feature + who;
                case RUN -> "the run that makes " + feature;
                case PREREQUISITE, WORK -> feature + who;
            };
        }
    }
}
