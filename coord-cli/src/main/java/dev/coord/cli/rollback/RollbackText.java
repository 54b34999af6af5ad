package dev.coord.cli.rollback;

import dev.coord.cli.text.Block;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.cli.text.Painted;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.rollback.RollbackOutcome.ConflictedText;
import dev.coord.core.rollback.RollbackOutcome.Conflicts;
import dev.coord.core.rollback.RollbackOutcome.Noted;
import dev.coord.core.rollback.RollbackOutcome.NothingToDo;
import dev.coord.core.rollback.RollbackOutcome.TakenBack;
import dev.coord.core.rollback.RollbackOutcome.Undone;
import dev.coord.core.rollback.RollbackOutcome.WithSchema;
import dev.coord.core.rollback.UndoneMigration;
import dev.coord.core.rollback.UndoneMigration.State;
import dev.coord.core.run.text.IntegrityText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How taking work back went, for people. */
public final class RollbackText {

    private static final int SHOWN = 10;

    private RollbackText() {}

    public static Page of(RollbackOutcome outcome, Paint paint) {
        if (outcome instanceof WithSchema with) {
            return migrations(of(with.branch(), paint), with, paint);
        }
        if (outcome instanceof TakenBack taken) {
            return taken(taken, paint);
        }
        Page page = new Page();
        if (outcome instanceof NothingToDo || outcome instanceof Noted) {
            return page.block(2, Block.text(outcome.message()));
        }
        page.block(2, Block.text(outcome.message()).behind(paint.bad("not taken back"), ": "));
        if (outcome instanceof Conflicts conflicts) {
            conflicts.files().forEach(file -> hunks(page, file, paint));
        }
        return page;
    }

    /** What can be taken back, for whoever did not say what: landings of runs, latest first. */
    static String landed(List<LandedWork> landings) {
        Map<String, List<String>> waves = new LinkedHashMap<>();
        List<LandedWork> latestFirst = new ArrayList<>(landings);
        Collections.reverse(latestFirst);
        for (LandedWork landing : latestFirst) {
            String wave = landing.place()
                    .map(place -> "--wave " + place.wave() + " --run " + place.run())
                    .orElseGet(() -> "--feature " + landing.feature());
            waves.computeIfAbsent(wave, each -> new ArrayList<>())
                    .add(0, landing.feature().value());
        }
        String shown = waves.entrySet().stream()
                .limit(SHOWN)
                .map(wave -> wave.getKey() + " (" + String.join(", ", wave.getValue()) + ")")
                .collect(Collectors.joining(", "));
        if (waves.isEmpty()) {
            return "; nothing that has landed can be taken back";
        }
        return "; landed are, latest first: " + shown
                + (waves.size() > SHOWN ? " and " + (waves.size() - SHOWN) + " more, see 'coord history'" : "");
    }

    private static Page taken(TakenBack taken, Paint paint) {
        Page page = Page.of(
                paint.good("taken back"),
                ": ",
                taken.target(),
                taken.setBack() ? " was set back from " : " went on from ",
                taken.from().abbreviated(),
                " to ",
                taken.to().abbreviated());
        for (Undone undone : taken.features()) {
            page.line("  ", paint.strong(undone.landing().feature()), where(undone));
            if (!undone.touchedBy().isEmpty()) {
                String others =
                        undone.touchedBy().stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
                page.block(4, Block.text("the same lines were changed later by " + others + ": look at them"));
            }
        }
        taken.told()
                .forEach(finding -> page.block(
                        2, Block.text(IntegrityText.of(List.of(finding))).behind("told", ": ")));
        return page.line(
                "  what it was is kept at ", taken.keptAt(), "; the next run of its feature file makes it anew");
    }

    private static String word(UndoneMigration one) {
        return switch (one.state()) {
            case UNDONE -> "undone";
            case FAILED, NAME_TAKEN -> "not undone";
            case NOT_REACHED -> "not reached";
        };
    }

    private static String why(UndoneMigration one) {
        return one.why().map(text -> ": " + text).orElse("");
    }

    private static Page migrations(Page page, WithSchema with, Paint paint) {
        if (with.migrations().isEmpty()) {
            return page.line("  it has no migrations");
        }
        for (UndoneMigration one : with.migrations()) {
            Painted state = one.state() == State.UNDONE ? paint.good(word(one)) : paint.bad(word(one));
            page.line("  ", state, " ", one.path(), why(one));
        }
        return UndoneMigration.isMoreToDo(with.migrations())
                ? page.line("  mend what failed and run the same command again: it goes on there")
                : page;
    }

    private static String where(Undone undone) {
        String from = undone.landing()
                .place()
                .map(place -> " of wave " + place.wave() + " of run " + place.run())
                .orElse("");
        return from
                + undone.revert()
                        .map(commit -> ", reverted by " + commit.abbreviated())
                        .orElse("");
    }

    private static void hunks(Page page, ConflictedText text, Paint paint) {
        for (String hunk : text.hunks()) {
            page.line("  ", paint.strong(text.file().path()), ":");
            hunk.lines().forEach(line -> page.line("    ", line));
        }
    }
}
