package dev.coord.testkit.history.check;

import dev.coord.testkit.history.RecordedCall;
import dev.coord.testkit.history.RecordedCall.Answer;
import dev.coord.testkit.history.RecordedCall.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether the snapshots that the clients of a history were shown can be those of one store that forgets nothing. */
public final class Revisions {

    private final List<String> violations = new ArrayList<>();

    private Revisions() {}

    /**
     * Checks that one revision is one content, that each change has a revision of its own, that nobody is shown less than
     * what anybody was acknowledged before it asked, and that tokens never fall.
     *
     * @param calls of all clients, those of each in order
     * @return what is wrong, as sentences
     */
    public static List<String> violations(Collection<RecordedCall> calls) {
        Revisions revisions = new Revisions();
        revisions.contents(calls);
        revisions.realTime(calls);
        revisions.tokens(calls);
        return revisions.violations;
    }

    private void contents(Collection<RecordedCall> calls) {
        Map<Long, RecordedCall> shown = new HashMap<>();
        Map<Long, Long> digests = new HashMap<>();
        Map<Long, RecordedCall> changes = new HashMap<>();
        for (RecordedCall call : calls) {
            for (Step step : steps(call)) {
                Long digest = digests.putIfAbsent(step.revision(), step.digest());
                if (digest != null && digest != step.digest()) {
                    violations.add("revision " + step.revision() + " has two contents: " + shown.get(step.revision())
                            + " and " + call);
                }
                shown.putIfAbsent(step.revision(), call);
                RecordedCall earlier = isChange(step) ? changes.putIfAbsent(step.revision(), call) : null;
                if (earlier != null) {
                    violations.add("revision " + step.revision() + " was made twice: " + earlier + " and " + call);
                }
                if (isChange(step) && step.revision() != step.before() + 1) {
                    violations.add("revision " + step.before() + " was followed by " + step.revision() + ": " + call);
                }
            }
        }
    }

    /** An acknowledged update that a later caller does not see is lost. */
    private void realTime(Collection<RecordedCall> calls) {
        List<RecordedCall> byCall = calls.stream()
                .filter(call -> call.answer().isPresent())
                .sorted(Comparator.comparingLong(RecordedCall::invoked))
                .toList();
        List<Answer> byAnswer = byCall.stream()
                .map(call -> call.answer().orElseThrow())
                .sorted(Comparator.comparingLong(Answer::at))
                .toList();
        long acknowledged = 0;
        int next = 0;
        for (RecordedCall call : byCall) {
            while (next < byAnswer.size() && byAnswer.get(next).at() < call.invoked()) {
                acknowledged =
                        Math.max(acknowledged, byAnswer.get(next++).last().revision());
            }
            long seen = acknowledged;
            for (Step step : steps(call)) {
                if (step.revision() < seen || (isChange(step) && step.before() < seen)) {
                    violations.add("revision " + seen + " was acknowledged and is lost to " + call);
                }
                seen = Math.max(seen, step.revision());
            }
        }
    }

    private void tokens(Collection<RecordedCall> calls) {
        List<Step> inOrder = calls.stream()
                .flatMap(call -> steps(call).stream())
                .sorted(Comparator.comparingLong(Step::revision))
                .toList();
        long last = 0;
        for (Step step : inOrder) {
            if (step.lastToken() < last) {
                violations.add("the latest token fell from " + last + " in " + step);
            }
            last = step.lastToken();
        }
        for (RecordedCall call : calls) {
            call.answer()
                    .filter(answer -> answer.text().startsWith("granted "))
                    .filter(answer -> Long.parseLong(answer.text().split(" ", -1)[1])
                            > answer.last().lastToken())
                    .ifPresent(answer -> violations.add("granted with a token that was not given yet: " + call));
        }
    }

    private static boolean isChange(Step step) {
        return step.revision() != step.before();
    }

    private static List<Step> steps(RecordedCall call) {
        return call.answer().map(Answer::steps).orElse(List.of());
    }
}
