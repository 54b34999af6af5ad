package dev.coord.core.json;

import static java.util.Objects.requireNonNull;

import dev.coord.Problem;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.WaveNotice;
import dev.coord.lock.Holder;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.TestResult;
import dev.coord.plan.ConflictType.Severity;
import dev.coord.plan.Independence;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.IntegrityFinding.Weight;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.Side;
import dev.coord.run.Collected.Undone;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount.Baseline;
import dev.coord.run.RunAccount.Cause;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunPhase;
import dev.coord.run.RunSettings.BaselinePolicy;
import dev.coord.run.RunSettings.ChecksPolicy;
import dev.coord.run.RunSettings.DeletionPolicy;
import dev.coord.run.RunSettings.MigrationsPolicy;
import dev.coord.run.RunSettings.UndeclaredPolicy;
import dev.coord.state.ClaimOutcome.Obstacle;
import dev.coord.state.FeatureStatus;
import dev.coord.store.History.HistoryEvent.Ending;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What JSON calls the constants and variants of the code, in answers and in what is kept. Each word stands here, so that a
 * class or a constant can get a better name without a script or an old file noticing.
 */
public final class JsonWords {

    private static final Map<Class<? extends FeatureNotice>, String> OF_FEATURES = Map.ofEntries(
            Map.entry(FeatureNotice.SetUp.class, "feature_set_up"),
            Map.entry(FeatureNotice.LocksAwaited.class, "locks_awaited"),
            Map.entry(FeatureNotice.LocksGranted.class, "locks_granted"),
            Map.entry(FeatureNotice.Started.class, "feature_started"),
            Map.entry(FeatureNotice.Finished.class, "feature_finished"),
            Map.entry(FeatureNotice.CheckBegan.class, "check_began"),
            Map.entry(FeatureNotice.CheckPassed.class, "check_passed"),
            Map.entry(FeatureNotice.CheckFailed.class, "check_failed"),
            Map.entry(FeatureNotice.Failed.class, "feature_failed"),
            Map.entry(FeatureNotice.NotMerged.class, "feature_not_merged"),
            Map.entry(FeatureNotice.PutOff.class, "feature_put_off"),
            Map.entry(FeatureNotice.Noted.class, "feature_noted"),
            Map.entry(FeatureNotice.FileResolved.class, "file_resolved"),
            Map.entry(FeatureNotice.FileRenumbered.class, "file_renumbered"),
            Map.entry(FeatureNotice.WorkNotKept.class, "work_not_kept"),
            Map.entry(FeatureNotice.WorkKept.class, "work_kept"),
            Map.entry(FeatureNotice.WorkTreeStays.class, "work_tree_stays"),
            Map.entry(FeatureNotice.WriteAudited.class, "write_audited"),
            Map.entry(FeatureNotice.LandedWorkUndone.class, "landed_work_undone"),
            Map.entry(FeatureNotice.ConflictAhead.class, "conflict_ahead"),
            Map.entry(FeatureNotice.ConflictGone.class, "conflict_gone"));

    private static final Map<Class<? extends WaveNotice>, String> OF_WAVES = Map.ofEntries(
            Map.entry(WaveNotice.Began.class, "wave_began"),
            Map.entry(WaveNotice.MergeBegan.class, "merge_began"),
            Map.entry(WaveNotice.Merged.class, "wave_merged"),
            Map.entry(WaveNotice.TestsRepeated.class, "tests_repeated"),
            Map.entry(WaveNotice.SetUp.class, "tests_set_up"),
            Map.entry(WaveNotice.NotIntegrated.class, "wave_not_integrated"),
            Map.entry(WaveNotice.TestsPassed.class, "tests_passed"),
            Map.entry(WaveNotice.TestsFailed.class, "tests_failed"),
            Map.entry(WaveNotice.SearchBegan.class, "search_began"),
            Map.entry(WaveNotice.CulpritFound.class, "culprit_found"),
            Map.entry(WaveNotice.TestsFlaky.class, "tests_flaky"),
            Map.entry(WaveNotice.TargetMoved.class, "target_moved"),
            Map.entry(WaveNotice.Landed.class, "wave_landed"),
            Map.entry(WaveNotice.RolledBack.class, "wave_rolled_back"),
            Map.entry(WaveNotice.LandingUnknown.class, "landing_unknown"));

    static final String UNDECLARED = "undeclared";
    static final String OVERWRITTEN = "overwritten";
    static final String UNTOUCHED = "untouched";
    static final String GITLINK = "gitlink";
    static final String OUTSIDE = "outside";
    static final String LINK_OUTSIDE = "link_outside";
    static final String CASE_TWIN = "case_twin";
    static final String UNICODE_TWIN = "unicode_twin";

    private static final Map<Class<? extends AuditFinding>, String> OF_FINDINGS = Map.ofEntries(
            Map.entry(AuditFinding.Undeclared.class, UNDECLARED),
            Map.entry(AuditFinding.Overwritten.class, OVERWRITTEN),
            Map.entry(AuditFinding.Untouched.class, UNTOUCHED),
            Map.entry(AuditFinding.Gitlink.class, GITLINK),
            Map.entry(AuditFinding.Outside.class, OUTSIDE),
            Map.entry(AuditFinding.LinkOutside.class, LINK_OUTSIDE),
            Map.entry(AuditFinding.CaseTwin.class, CASE_TWIN),
            Map.entry(AuditFinding.UnicodeTwin.class, UNICODE_TWIN));

    private JsonWords() {}

    /**
     * What the audit of a feature's writes found.
     *
     * @param finding what was found
     * @return the word of its kind
     */
    public static String of(AuditFinding finding) {
        return requireNonNull(OF_FINDINGS.get(finding.getClass()));
    }

    /**
     * Where a feature stands.
     *
     * @param status the status
     * @return its word
     */
    public static String of(FeatureStatus status) {
        return status.jsonName();
    }

    /**
     * How far a run is.
     *
     * @param phase the phase
     * @return its word
     */
    public static String of(RunPhase phase) {
        if (phase instanceof RunPhase.Working) {
            return "working";
        }
        if (phase instanceof RunPhase.Merging) {
            return "merging";
        }
        if (phase instanceof RunPhase.Proving) {
            return "proving";
        }
        if (phase instanceof RunPhase.Testing) {
            return "testing";
        }
        if (phase instanceof RunPhase.Searching) {
            return "searching";
        }
        if (phase instanceof RunPhase.Landing) {
            return "landing";
        }
        if (phase instanceof RunPhase.Draining) {
            return "draining";
        }
        if (phase instanceof RunPhase.Done) {
            return "done";
        }
        if (phase instanceof RunPhase.Stopped) {
            return "stopped";
        }
        throw new AssertionError(phase);
    }

    /**
     * What is known of the target before anything of a run landed.
     *
     * @param baseline what is known
     * @return its word
     */
    public static String of(Baseline baseline) {
        if (baseline instanceof Baseline.Unknown) {
            return "unknown";
        }
        if (baseline instanceof Baseline.Testing) {
            return "testing";
        }
        if (baseline instanceof Baseline.Green) {
            return "green";
        }
        if (baseline instanceof Baseline.Red) {
            return "red";
        }
        throw new AssertionError(baseline);
    }

    /**
     * Whether tests passed.
     *
     * @param verdict the verdict
     * @return its word
     */
    public static String of(TestResult.Verdict verdict) {
        return switch (verdict) {
            case GREEN -> "green";
            case RED -> "red";
            case OVERDUE -> "overdue";
        };
    }

    /**
     * What tests run for.
     *
     * @param purpose what for
     * @return its word
     */
    public static String of(Purpose purpose) {
        return switch (purpose) {
            case BASELINE -> "baseline";
            case CHECK -> "check";
            case WAVE -> "wave";
            case SEARCH -> "search";
            case CONFIRMATION -> "confirmation";
            case PARTNER -> "partner";
        };
    }

    /**
     * What was wrong with work that did not land as it was.
     *
     * @param cause the cause
     * @return its word
     */
    public static String of(Cause cause) {
        return switch (cause) {
            case CONFLICT -> "conflict";
            case LOST_LINES -> "lost_lines";
            case WRITES -> "writes";
            case CHECK -> "check";
            case TESTS -> "tests";
            case OTHER -> "other";
        };
    }

    /**
     * What becomes of migrations whose numbers others have.
     *
     * @param policy the policy
     * @return its word
     */
    public static String of(MigrationsPolicy policy) {
        return switch (policy) {
            case RENUMBER -> "renumber";
            case REFUSE -> "refuse";
        };
    }

    /**
     * Which checks run before a wave lands.
     *
     * @param policy the policy
     * @return its word
     */
    public static String of(ChecksPolicy policy) {
        return switch (policy) {
            case TOUCHED -> "touched";
            case ALL -> "all";
        };
    }

    /**
     * What is done about a red target.
     *
     * @param policy the policy
     * @return its word
     */
    public static String of(BaselinePolicy policy) {
        return switch (policy) {
            case REQUIRED -> "required";
            case ALLOW_RED -> "allow_red";
            case UNTESTED -> "untested";
        };
    }

    /**
     * How far a feature is within a run.
     *
     * @param phase the phase
     * @return its word
     */
    public static String of(FeaturePhase phase) {
        if (phase instanceof FeaturePhase.Pending) {
            return "pending";
        }
        if (phase instanceof FeaturePhase.Manned manned) {
            return manned(manned);
        }
        if (phase instanceof FeaturePhase.Salvaging) {
            return "salvaging";
        }
        if (phase instanceof FeaturePhase.Finished) {
            return "finished";
        }
        if (phase instanceof FeaturePhase.Failed) {
            return "failed";
        }
        if (phase instanceof FeaturePhase.Landed) {
            return "landed";
        }
        throw new AssertionError(phase);
    }

    private static String manned(FeaturePhase.Manned phase) {
        if (phase instanceof FeaturePhase.Preparing) {
            return "preparing";
        }
        if (phase instanceof FeaturePhase.Queued) {
            return "queued";
        }
        if (phase instanceof FeaturePhase.Ready) {
            return "ready";
        }
        if (phase instanceof FeaturePhase.Running) {
            return "running";
        }
        if (phase instanceof FeaturePhase.Collecting) {
            return "collecting";
        }
        if (phase instanceof FeaturePhase.Checking) {
            return "checking";
        }
        throw new AssertionError(phase);
    }

    /**
     * What somebody in the way of a request is.
     *
     * @param kind the kind
     * @return its word
     */
    public static String of(Holder.Kind kind) {
        return switch (kind) {
            case LEASE -> "lease";
            case FOREIGN -> "foreign";
            case WAITER -> "waiter";
        };
    }

    /**
     * What keeps a feature from starting.
     *
     * @param kind the kind
     * @return its word
     */
    public static String of(Obstacle.Kind kind) {
        return switch (kind) {
            case PREREQUISITE -> "prerequisite";
            case LOCK -> "lock";
            case TABLE -> "table";
            case RUN -> "run";
            case WORK -> "work";
        };
    }

    /**
     * What happened to a feature of a run.
     *
     * @param notice what happened
     * @return its word
     */
    public static String of(FeatureNotice notice) {
        return requireNonNull(OF_FEATURES.get(notice.getClass()), notice::toString);
    }

    /**
     * What happened to a wave of a run.
     *
     * @param notice what happened
     * @return its word
     */
    public static String of(WaveNotice notice) {
        return requireNonNull(OF_WAVES.get(notice.getClass()), notice::toString);
    }

    /**
     * What of somebody's work is undone.
     *
     * @param what what
     * @return the word for it
     */
    public static String of(Proof.Undone what) {
        return switch (what) {
            case ADDITION -> "addition";
            case DELETION -> "deletion";
            case MODE -> "mode";
        };
    }

    /**
     * What follows from a finding in a file.
     *
     * @param weight what
     * @return the word for it
     */
    public static String of(Weight weight) {
        return switch (weight) {
            case STOPS -> "stops";
            case UNKNOWN -> "unknown";
            case TOLD -> "told";
            case NOTE -> "note";
        };
    }

    /**
     * Who had a line that a merge dropped.
     *
     * @param side who
     * @return its word
     */
    public static String of(Side side) {
        return switch (side) {
            case TARGET -> "target";
            case FEATURE -> "feature";
        };
    }

    /**
     * How work takes back what earlier work landed.
     *
     * @param how the way
     * @return its word
     */
    public static String of(Undone.How how) {
        return switch (how) {
            case DELETES -> "deletes";
            case REVERTS -> "reverts";
            case REMOVES_LINES -> "removes_lines";
        };
    }

    /**
     * What a side of a merge did to a part of a file.
     *
     * @param change what
     * @return its word
     */
    public static String of(StructuredMerge.Change change) {
        return switch (change) {
            case ADDED -> "added";
            case EDITED -> "edited";
            case DELETED -> "deleted";
        };
    }

    /**
     * Where a part of a merged file came from.
     *
     * @param side from where
     * @return its word
     */
    public static String of(StructuredMerge.Side side) {
        return switch (side) {
            case OURS -> "target";
            case THEIRS -> "feature";
            case BOTH -> "both";
        };
    }

    /**
     * Why a lease or a request is over.
     *
     * @param ending the reason
     * @return its word
     */
    public static String of(Ending ending) {
        return switch (ending) {
            case RELEASED -> "released";
            case EXPIRED -> "expired";
            case BROKEN -> "broken";
            case WOUNDED -> "wounded";
            case OWNER_DIED -> "owner_died";
            case EDITED -> "edited";
            case REPLACED -> "replaced";
            case WITHDRAWN -> "withdrawn";
        };
    }

    /**
     * What a plan does with writers of one file.
     *
     * @param policy the policy
     * @return its word
     */
    public static String of(OverlapPolicy policy) {
        return switch (policy) {
            case SERIALIZE -> "serialize";
            case OPTIMISTIC -> "optimistic";
        };
    }

    /**
     * What becomes of a feature that changed what it did not declare.
     *
     * @param policy the policy
     * @return its word
     */
    public static String of(UndeclaredPolicy policy) {
        return switch (policy) {
            case AUTO -> "auto";
            case WARN -> "warn";
            case REJECT -> "reject";
        };
    }

    /**
     * What becomes of a feature that takes away what another one landed.
     *
     * @param policy the policy
     * @return its word
     */
    public static String of(DeletionPolicy policy) {
        return switch (policy) {
            case WARN -> "warn";
            case REJECT -> "reject";
        };
    }

    /**
     * When features begin.
     *
     * @param schedule the schedule
     * @return its word
     */
    public static String of(Schedule schedule) {
        return switch (schedule) {
            case WAVES -> "waves";
            case CONTINUOUS -> "continuous";
        };
    }

    /**
     * A criterion of independence.
     *
     * @param question the criterion
     * @return its word
     */
    public static String of(Independence.Question question) {
        return switch (question) {
            case FILE_WRITES -> "file_writes";
            case SCHEMA -> "schema";
            case DEPENDENCIES -> "dependencies";
            case INDEPENDENT_TESTING -> "independent_testing";
        };
    }

    /**
     * How bad a conflict is, in capitals as the specification has it.
     *
     * @param severity the severity
     * @return its word
     */
    public static String of(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "CRITICAL";
            case WARNING -> "WARNING";
        };
    }

    /**
     * The kind of a problem, in capitals, since it is a code.
     *
     * @param code the kind
     * @return its word
     */
    public static String of(Problem.Code code) {
        return switch (code) {
            case UNREADABLE -> "UNREADABLE";
            case EMPTY -> "EMPTY";
            case TOO_LARGE -> "TOO_LARGE";
            case NOT_JSON -> "NOT_JSON";
            case WRONG_TYPE -> "WRONG_TYPE";
            case UNKNOWN_FIELD -> "UNKNOWN_FIELD";
            case DUPLICATE_KEY -> "DUPLICATE_KEY";
            case INVALID_ID -> "INVALID_ID";
            case INVALID_PATH -> "INVALID_PATH";
            case INVALID_VALUE -> "INVALID_VALUE";
            case UNKNOWN_FEATURE -> "UNKNOWN_FEATURE";
            case SELF_DEPENDENCY -> "SELF_DEPENDENCY";
            case CYCLE -> "CYCLE";
            case TOO_MANY -> "TOO_MANY";
            case UNLIKELY_PATH -> "UNLIKELY_PATH";
            case SAME_TABLE -> "SAME_TABLE";
            case MORE_WARNINGS -> "MORE_WARNINGS";
        };
    }

    /** The other way: finds the constant that has a word. */
    public static <E extends Enum<E>> Function<String, E> constant(Class<E> type, Function<E, String> wordOf) {
        Map<String, E> byWord = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toUnmodifiableMap(wordOf, constant -> constant));
        return word -> {
            E constant = byWord.get(word);
            if (constant == null) {
                throw new IllegalArgumentException("'" + word + "' is not known");
            }
            return constant;
        };
    }
}
