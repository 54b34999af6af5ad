package dev.coord.core.answer.run;

import dev.coord.ProcessId;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.answer.field.RunFields;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.json.ProofJson;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How a parallel run went. Specification 5. */
public final class RunAnswer {

    private RunAnswer() {}

    /**
     * The end of a run: {@code result} ({@code landed}, {@code stopped} or {@code already_running}), the {@code reasons} it
     * stopped for, the {@code culprits}, where a wave was broken by some: {@code features}, {@code wave}, {@code evidence} and {@code
     * runs}, and, where its record is at hand, the {@code run}: {@code id}, {@code phase} ({@code working}, {@code merging}, {@code proving}, {@code testing},
     * {@code searching}, {@code landing}, {@code draining}, {@code done} or {@code stopped}), {@code target}, {@code started_at},
     * {@code process}, {@code abandoned}, which says that nobody drives it, and {@code features}, each with
     * {@code feature_id}, {@code phase} ({@code pending}, {@code preparing}, {@code queued}, {@code ready}, {@code running},
     * {@code collecting}, {@code salvaging}, {@code finished}, {@code failed} or {@code landed}), {@code attempts},
     * {@code agent_seconds}, {@code resolved}, the files of its latest merge that git could not merge and that were merged all the same,
     * and, where it failed, the {@code reason} and, where its work is kept, {@code kept_at}, and, once it was merged, the {@code
     * proof}, as {@link ProofJson} writes it.
     *
     * @param outcome what became of the attempt
     * @param lives whether a process lives
     * @return the answer
     */
    public static Answer of(RunAttempt outcome, Predicate<ProcessId> lives) {
        Optional<RunRecord> record = record(outcome);
        List<String> reasons = record.map(RunAnswer::reasons).orElseGet(() -> List.of(outcome.message()));
        return JsonAnswer.of(Format.RUN, out -> {
            out.text("result", result(outcome)).textLines("reasons", reasons);
            record.map(run -> run.account().culprits())
                    .filter(culprits -> !culprits.isEmpty())
                    .ifPresent(culprits -> out.objects("culprits", culprits, CulpritFields::write));
            record.ifPresent(run -> out.object("run", run, RunFields.writer(lives)));
        });
    }

    /**
     * The {@code result} of an attempt by itself.
     *
     * @param attempt what became of the attempt
     * @return its word
     */
    public static String result(RunAttempt attempt) {
        if (attempt instanceof RunAttempt.AlreadyRunning || attempt instanceof RunAttempt.RepositoryBusy) {
            return "already_running";
        }
        return record(attempt)
                        .filter(run -> run.phase() instanceof RunPhase.Done)
                        .isPresent()
                ? "landed"
                : "stopped";
    }

    /**
     * Whether a run is under way and nobody drives it.
     *
     * @param run the run
     * @param lives whether a process lives
     * @return true where the same command would go on with it
     */
    public static boolean isAbandoned(RunRecord run, Predicate<ProcessId> lives) {
        return RunFields.isAbandoned(run, lives);
    }

    /**
     * The run that an attempt is about.
     *
     * @param attempt the attempt
     * @return the run that ended, or the one in the way; none where its record is elsewhere
     */
    public static Optional<RunRecord> record(RunAttempt attempt) {
        if (attempt instanceof RunAttempt.AlreadyRunning other) {
            return Optional.of(other.other());
        }
        if (attempt instanceof RunAttempt.Ended ended) {
            return Optional.of(ended.record());
        }
        if (attempt instanceof RunAttempt.RepositoryBusy || attempt instanceof RunAttempt.Interrupted) {
            return Optional.empty();
        }
        throw new AssertionError(attempt);
    }

    /**
     * Why a run stopped.
     *
     * @param record the run
     * @return the reasons; none unless it stopped
     */
    public static List<String> reasons(RunRecord record) {
        return record.phase() instanceof RunPhase.Stopped stopped ? stopped.reasons() : List.of();
    }
}
