package dev.coord.content.renumber;

import dev.coord.content.renumber.Counting.Counted;
import dev.coord.content.renumber.Counting.Next;
import dev.coord.schema.MigrationDirectory.Scheme;
import dev.coord.schema.MigrationStep;
import dev.coord.schema.Numbering.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The schemes whose order is that of numbers in names. For one directory, and one thread. */
final class NumberedPlan {

    private final NumberedNames names;
    private final Sides sides;
    private final Moves moves;
    private final Notes notes;

    private NumberedPlan(NumberedNames names, Sides sides, Moves moves, Notes notes) {
        this.names = names;
        this.sides = sides;
        this.moves = moves;
        this.notes = notes;
    }

    /**
     * Numbers a directory.
     *
     * @param left what was taken back from it and may be in databases
     */
    static void plan(String directory, Scheme scheme, Sides sides, List<MigrationStep> left, Moves moves, Notes notes) {
        new NumberedPlan(new NumberedNames(directory, scheme), sides, moves, notes).plan(left);
        SchemaVersion.follow(directory, sides, moves);
    }

    private void plan(List<MigrationStep> steps) {
        List<Counted> onto = counted(sides.onto());
        List<Counted> left = counted(steps);
        List<Counted> all = new ArrayList<>(onto);
        all.addAll(left);
        Counting counting = new Counting(
                all, one -> sides.standing(one.file()), sides.files().made());
        WaveNeeds needs = new WaveNeeds(sides, onto);
        ComingBack back = new ComingBack(names, sides, left);
        Set<String> there = new LinkedHashSet<>();
        notes.far(names.directory(), counting);
        boolean isAsItWas = true;
        for (MigrationStep step : sides.added()) {
            Optional<Counted> one = counted(step);
            Optional<Counted> known = isAsItWas
                    ? back.of(step)
                            .filter(counting::canComeBack)
                            .filter(before ->
                                    needs.of(one.orElseThrow(), before).isEmpty())
                            .filter(before -> isFree(step, before.number()))
                    : Optional.empty();
            if (known.isPresent()) {
                there.add(known.get().file());
                comesBack(step, known.get(), onto);
            } else if (one.isPresent()) {
                isAsItWas &= !back.isKnown(step); // what comes behind one that changed may need it
                counting.next(one.get(), needs.of(one.get()), number -> isFree(step, number))
                        .ifPresent(next -> move(step, next));
            }
        }
        notes.left(
                names.directory(),
                steps.stream()
                        .filter(step -> step.up().filter(there::contains).isEmpty())
                        .toList());
    }

    private static List<Counted> counted(List<MigrationStep> steps) {
        return steps.stream().flatMap(step -> counted(step).stream()).toList();
    }

    private static Optional<Counted> counted(MigrationStep step) {
        return step.up().flatMap(up -> step.number().map(number -> new Counted(up, number)));
    }

    private boolean isFree(MigrationStep step, String number) {
        return step.files().stream().allMatch(path -> sides.isFree(names.path(path, number)));
    }

    private void comesBack(MigrationStep step, Counted known, List<Counted> onto) {
        if (!step.number().equals(Optional.of(known.number()))) {
            for (String path : step.files()) {
                String to = names.path(path, known.number());
                moves.add(new Place(path, to, Optional.empty(), to));
            }
            names.rename(step, known.number(), moves);
        }
        onto.stream()
                .filter(other -> other.version().compareTo(known.version()) > 0)
                .findFirst()
                .ifPresent(other -> notes.back(known.file(), other.file()));
    }

    private void move(MigrationStep step, Next next) {
        for (String path : step.files()) {
            moves.add(new Place(
                    path,
                    names.path(path, next.number()),
                    next.isTaken() ? step.number() : Optional.empty(),
                    next.after()));
        }
        names.rename(step, next.number(), moves);
        notes.moved(step.name(), next);
    }
}
