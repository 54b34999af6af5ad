package dev.coord.core.run.step;

import dev.coord.FeatureId;
import dev.coord.core.run.text.Wording;
import dev.coord.plan.ConflictType;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.run.RunSettings.Origin;
import dev.coord.state.ConflictEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A feature that changes what other work changes, too, without an order between both. Specification 5.2. */
public final class SchemaConflicts {

    private SchemaConflicts() {}

    /** Those that keep a feature from landing. */
    public static List<SchemaConflict> of(SentBack why) {
        return why.integrity().stream()
                .filter(IntegrityFinding::stops)
                .map(IntegrityFinding::conflict)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The features that it meets; none where it meets only what the target has. */
    public static List<FeatureId> others(SentBack why) {
        return of(why).stream()
                .map(SchemaConflict::with)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** One entry of the log for all of them. */
    public static void log(RunDraft draft, FeatureId id, SentBack why, boolean goesBack) {
        List<SchemaConflict> conflicts = of(why);
        if (!conflicts.isEmpty()) {
            draft.log(new ConflictEntry(
                    draft.now(),
                    ConflictType.SCHEMA_CONFLICT,
                    Stream.concat(others(why).stream(), Stream.of(id)).toList(),
                    conflicts.stream()
                            .flatMap(one -> one.objects().stream())
                            .distinct()
                            .toList(),
                    goesBack
                            ? "None: the agent of " + id + " is called again"
                            : "Halt " + id + ", merge schema changes manually"));
        }
    }

    /** Why it is blocked, and what somebody does so that it can go on. */
    public static String blocked(RunDraft draft, FeatureId id, SentBack why) {
        String target = draft.run().settings().target();
        String with = others(why).isEmpty() ? target : Wording.names(others(why));
        return "schema conflict with " + with + ": " + why.reason()
                + (draft.run().settings().origin() == Origin.BRANCHES
                        ? "; merge " + target + " into the branch of '" + id
                                + "', see that both changes together are what is meant, commit, and run the same command"
                        : "; see that both changes together are what is meant, or let its agent do that");
    }
}
