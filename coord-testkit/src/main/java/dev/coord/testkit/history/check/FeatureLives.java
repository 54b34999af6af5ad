package dev.coord.testkit.history.check;

import dev.coord.FeatureId;
import dev.coord.state.Command;
import dev.coord.state.CoordinationState;
import dev.coord.state.FeatureStatus;
import dev.coord.testkit.history.RecordedCall;
import dev.coord.testkit.history.StoreCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where features can stand after steps of which some were cut off, if none that was acknowledged is lost and none happens
 * that nobody took. Each feature is led by one client at a time.
 */
public final class FeatureLives {

    private static final Pattern FROM = Pattern.compile("from=([A-Z]+)");

    private final Map<FeatureId, Set<FeatureStatus>> possible = new HashMap<>();
    private final CoordinationState start;
    private final List<String> violations = new ArrayList<>();

    private FeatureLives(CoordinationState start) {
        this.start = start;
    }

    /**
     * Checks a history.
     *
     * @param start the state before the first call
     * @param calls of all clients
     * @param end the state after the last one
     * @return what is wrong, as sentences
     */
    public static List<String> violations(
            CoordinationState start, Collection<RecordedCall> calls, CoordinationState end) {
        FeatureLives lives = new FeatureLives(start);
        calls.stream().sorted(Comparator.comparingLong(RecordedCall::invoked)).forEach(lives::add);
        lives.possible.forEach((feature, statuses) -> {
            if (!statuses.contains(end.statusOf(feature))) {
                lives.violations.add(
                        "feature '" + feature + "' ends up " + end.statusOf(feature) + " and not one of " + statuses);
            }
        });
        return lives.violations;
    }

    private void add(RecordedCall call) {
        if (!(call.call() instanceof StoreCall.Carry carry)) {
            return;
        }
        Command<?> command = carry.command();
        if (command instanceof Command.StartFeature step) {
            take(call, step.feature(), FeatureStatus.PENDING, FeatureStatus.ACTIVE);
        } else if (command instanceof Command.CompleteFeature step) {
            take(call, step.feature(), FeatureStatus.ACTIVE, FeatureStatus.COMPLETED);
        } else if (command instanceof Command.BlockFeature step) {
            take(call, step.feature(), FeatureStatus.ACTIVE, FeatureStatus.BLOCKED);
        } else if (command instanceof Command.FailFeature step) {
            take(call, step.feature(), FeatureStatus.ACTIVE, FeatureStatus.FAILED);
        } else if (command instanceof Command.RetryFeature step) {
            take(call, step.feature(), null, FeatureStatus.PENDING);
        }
    }

    /** From anywhere legal if {@code from} is missing: a retry. */
    private void take(RecordedCall call, FeatureId feature, @Nullable FeatureStatus from, FeatureStatus to) {
        Set<FeatureStatus> statuses = possible.computeIfAbsent(feature, id -> EnumSet.of(start.statusOf(id)));
        boolean mayBeTaken = from == null
                ? statuses.contains(FeatureStatus.BLOCKED) || statuses.contains(FeatureStatus.FAILED)
                : statuses.contains(from);
        if (call.answer().isEmpty()) {
            if (mayBeTaken) {
                statuses.add(to);
                if (to == FeatureStatus.ACTIVE) {
                    statuses.add(FeatureStatus.BLOCKED); // halted by a schema conflict
                }
            }
            return;
        }
        String text = call.answer().get().text();
        FeatureStatus stood = stood(text, from);
        if (!statuses.contains(stood)) {
            violations.add(
                    "feature '" + feature + "' stood at one of " + statuses + ", and not where this says: " + call);
        }
        statuses.clear();
        statuses.add(text.startsWith("Moved") ? to : text.startsWith("Halted") ? FeatureStatus.BLOCKED : stood);
    }

    private static FeatureStatus stood(String text, @Nullable FeatureStatus from) {
        Matcher matcher = FROM.matcher(text);
        if (matcher.find()) {
            return FeatureStatus.valueOf(matcher.group(1));
        }
        if (text.startsWith("NotTheOwner") || text.startsWith("UnknownFeature") || from == null) {
            throw new AssertionError("nobody else leads a feature: " + text);
        }
        return from;
    }
}
