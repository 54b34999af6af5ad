package dev.coord.core.driver;

import dev.coord.CoordinationException;
import dev.coord.SafeText;
import dev.coord.core.spi.FailureText;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why something of a run failed, for people, whatever was thrown. */
final class FailureReason {

    private static final Logger LOG = LoggerFactory.getLogger(FailureReason.class);

    /** Of an exception and its causes; the log has all of them. */
    private static final int MOST_TOLD = 3;

    private FailureReason() {}

    /** In one line: coord's own failures in their words, others with their classes, by which their author finds them. */
    static String of(@Nullable Throwable failure) {
        if (failure instanceof CoordinationException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof InterruptedException) {
            return "it was interrupted, though not by the run";
        }
        if (failure == null) {
            return "an unexpected failure: unknown";
        }
        StringBuilder told = new StringBuilder("an unexpected failure: ").append(one(failure));
        Throwable cause = failure.getCause();
        for (int i = 1; i < MOST_TOLD && cause != null; i++, cause = cause.getCause()) {
            told.append("; caused by ").append(one(cause));
        }
        return told.toString();
    }

    /** The end of an agent whose code threw something; its stack is in the log. */
    static AgentResult failed(AgentTask task, @Nullable Throwable failure) {
        if (failure instanceof CoordinationException || failure instanceof InterruptedException) {
            LOG.debug("the agent of feature {} could not be run", task.feature().id(), failure);
        } else {
            LOG.warn(
                    "the agent of feature {} threw an exception", task.feature().id(), failure);
        }
        return new AgentResult.Failed(of(failure));
    }

    private static String one(Throwable failure) {
        Class<?> type = failure.getClass();
        String name = type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
        String message = failure.getMessage();
        Throwable cause = failure.getCause();
        boolean isOnlyItsCause = message == null || (cause != null && message.equals(cause.toString()));
        return isOnlyItsCause ? name : name + ": " + SafeText.excerpt(FailureText.of(failure));
    }
}
