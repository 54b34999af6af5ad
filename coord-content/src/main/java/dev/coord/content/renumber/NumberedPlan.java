package dev.coord.content.renumber;

import dev.coord.content.migration.FileName;
import dev.coord.content.migration.Paths;
import dev.coord.content.renumber.Counting.Counted;
import dev.coord.content.renumber.Counting.Next;
import dev.coord.schema.MigrationDirectory.Scheme;
import dev.coord.schema.MigrationStep;
import dev.coord.schema.Numbering.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The schemes whose order is that of numbers in names. */
final class NumberedPlan {

    private NumberedPlan() {}

    /**
     * Numbers a directory.
     *
     * @param left what was taken back from it and may be in databases
     */
    static void plan(String directory, Scheme scheme, Sides sides, List<MigrationStep> left, Moves moves, Notes notes) {
        List<Counted> onto = new ArrayList<>();
        for (MigrationStep step : sides.onto()) {
            counted(step).ifPresent(onto::add);
        }
        for (MigrationStep step : left) {
            counted(step).ifPresent(onto::add);
        }
        Counting counting = new Counting(
                onto, one -> sides.standing(one.file()), sides.files().made());
        WaveNeeds needs = new WaveNeeds(sides, onto);
        notes.far(directory, counting);
        notes.left(directory, left);
        for (MigrationStep step : sides.added()) {
            counted(step)
                    .flatMap(one -> counting.next(
                            one,
                            needs.of(one),
                            number -> step.files().stream()
                                    .allMatch(path -> sides.isFree(path(directory, scheme, path, number)))))
                    .ifPresent(next -> {
                        move(directory, scheme, step, next, moves);
                        notes.moved(step.name(), next);
                    });
        }
        SchemaVersion.follow(directory, sides, moves);
    }

    private static Optional<Counted> counted(MigrationStep step) {
        return step.up().flatMap(up -> step.number().map(number -> new Counted(up, number)));
    }

    private static void move(String directory, Scheme scheme, MigrationStep step, Next next, Moves moves) {
        for (String path : step.files()) {
            String to = path(directory, scheme, path, next.number());
            moves.add(new Place(path, to, next.isTaken() ? step.number() : Optional.empty(), next.after()));
            FileName.of(path)
                    .ifPresent(name -> moves.rename(new Moves.Rename(
                            directory,
                            "",
                            name.name(),
                            FileName.of(to).orElseThrow().name())));
        }
    }

    /** The path of a file whose migration has another number. */
    private static String path(String directory, Scheme scheme, String path, String number) {
        String name = path.substring(Paths.in(directory, "").length());
        int start = scheme == Scheme.FLYWAY ? 1 : 0;
        int end = start;
        while (end < name.length() && (Character.isDigit(name.charAt(end)) || isBetween(scheme, name, end))) {
            end++;
        }
        return Paths.in(directory, name.substring(0, start) + number + name.substring(end));
    }

    /** Between the parts of a version is one character, and behind it are two. */
    private static boolean isBetween(Scheme scheme, String name, int at) {
        return scheme == Scheme.FLYWAY
                && (name.charAt(at) == '.' || name.charAt(at) == '_')
                && at + 1 < name.length()
                && Character.isDigit(name.charAt(at + 1));
    }
}
