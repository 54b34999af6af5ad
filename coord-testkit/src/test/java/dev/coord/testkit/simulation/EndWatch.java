package dev.coord.testkit.simulation;

import dev.coord.FeatureId;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.store.Snapshot;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What must hold when a try has ended in order. */
final class EndWatch {

    private final SimulatedRun world;
    private final Landings landings;

    EndWatch(SimulatedRun world, Landings landings) {
        this.world = world;
        this.landings = landings;
    }

    /** A try ended in order: everything landed, or the reason is told and nothing is left half done. */
    void tryEnded(RunRecord record) {
        if (record.phase() instanceof RunPhase.Done) {
            if (!landings.landed().equals(world.digests())) {
                throw world.watch()
                        .violated("the run is done, but landed are " + landings.landed() + " of " + world.digests());
            }
            if (!landings.notReplaced().isEmpty()) {
                throw world.watch().violated("the run is done, but not made once more are " + landings.notReplaced());
            }
        } else if (record.phase() instanceof RunPhase.Stopped stopped) {
            if (stopped.reasons().isEmpty() || stopped.reasons().stream().anyMatch(String::isBlank)) {
                throw world.watch().violated("the run stopped without a reason: " + record);
            }
            aFailureStoppedOnlyWhatNeedsIt(record, stopped);
            whateverDidNotLandIsTold(record, stopped);
        } else {
            throw world.watch().violated("the run ended in " + record.phase());
        }
        record.features().forEach((id, feature) -> settled(id, feature.phase()));
        nothingIsLeftOver(record);
    }

    private void settled(FeatureId id, FeaturePhase phase) {
        if (phase instanceof FeaturePhase.Failed failed) {
            if (failed.reason().isBlank()) {
                throw world.watch().violated(id + " failed without a reason");
            }
            if (!failed.kept().isEmpty()
                    && world.repository().history().ref(failed.kept()).isEmpty()) {
                throw world.watch().violated("the work of " + id + " is not at " + failed.kept());
            }
        } else if (phase instanceof FeaturePhase.Manned || phase instanceof FeaturePhase.Salvaging) {
            throw world.watch().violated("the run ended, but " + id + " is " + phase);
        }
    }

    private void nothingIsLeftOver(RunRecord record) {
        Snapshot now = world.memory().read();
        Set<FeatureId> own = record.features().keySet();
        now.locks().leases().stream()
                .filter(lease -> own.contains(lease.feature()))
                .forEach(lease -> {
                    throw world.watch().violated("the run ended and left " + lease);
                });
        now.locks().queue().stream()
                .filter(ticket -> own.contains(ticket.request().feature()))
                .forEach(ticket -> {
                    throw world.watch().violated("the run ended and left " + ticket);
                });
        now.state().active().stream()
                .map(ActiveFeature::feature)
                .filter(own::contains)
                .forEach(id -> {
                    throw world.watch().violated("the run ended and left " + id + " active");
                });
        Set<FeatureId> landed = landings.landedAsDeclared();
        Set<FeatureId> completed = new TreeSet<>(now.state().completed());
        completed.retainAll(world.digests().keySet());
        boolean unknown = record.phase() instanceof RunPhase.Stopped stopped
                && stopped.landing().isPresent();
        if (!completed.equals(landed) && !unknown) {
            throw world.watch().violated("completed are " + completed + ", landed are " + landed);
        }
        workspacesAreAccountedFor(record);
        if (!world.agents().alive().isEmpty()) {
            throw world.watch()
                    .violated("the run ended and left " + world.agents().alive());
        }
    }

    /** A work tree is left only where finished work waits for its wave, or where its place was told. */
    private void workspacesAreAccountedFor(RunRecord record) {
        world.repository().worktrees().forEach((directory, worktree) -> {
            boolean finished = Optional.ofNullable(
                            record.features().get(worktree.place().feature()))
                    .map(feature -> feature.phase())
                    .filter(phase -> phase instanceof FeaturePhase.Finished done
                            && done.workspace().equals(worktree.place()))
                    .isPresent();
            boolean waits = finished && !(record.phase() instanceof RunPhase.Done);
            if (!waits && !world.wasTold(directory.toString())) {
                throw world.watch().violated("nobody was told of the work tree " + directory);
            }
        });
    }

    /** Where nothing but failed features is told, whatever needs none of them has landed. */
    private void aFailureStoppedOnlyWhatNeedsIt(RunRecord record, RunPhase.Stopped stopped) {
        Set<FeatureId> open = new TreeSet<>(world.digests().keySet());
        open.removeAll(landings.landedAsDeclared());
        for (FeatureId id : open) {
            boolean isOut = LandingWatch.hasFailed(record, id)
                    || landings.prerequisites(id).stream()
                            .anyMatch(earlier -> open.contains(earlier) || LandingWatch.hasFailed(record, earlier));
            if (!isOut && stopped.reasons().stream().allMatch(reason -> reason.startsWith("feature '"))) {
                throw world.watch().violated(id + " has not landed, though it needs nothing that failed: " + record);
            }
        }
    }

    /** Whatever the run stopped for: of each feature that has not landed it says why, and where the work of one that failed is. */
    private void whateverDidNotLandIsTold(RunRecord record, RunPhase.Stopped stopped) {
        Set<FeatureId> open = new TreeSet<>(world.digests().keySet());
        open.removeAll(landings.landedAsDeclared());
        for (FeatureId id : open) {
            boolean isNamed = stopped.reasons().stream()
                    .anyMatch(reason -> reason.matches("(?s).*[ '(]" + Pattern.quote(id.value()) + "[ ',):].*"));
            boolean isPlaceTold = !(record.feature(id).phase() instanceof FeaturePhase.Failed failed)
                    || stopped.reasons().stream().anyMatch(reason -> reason.contains(failed.kept()));
            if (!isNamed || !isPlaceTold) {
                throw world.watch()
                        .violated(id + " has not landed, and that is not told: " + stopped.reasons() + " of " + record);
            }
        }
    }
}
