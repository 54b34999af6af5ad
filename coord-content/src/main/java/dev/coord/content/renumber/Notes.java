package dev.coord.content.renumber;

import dev.coord.SafeText;
import dev.coord.content.migration.Chain;
import dev.coord.content.migration.Link;
import dev.coord.content.migration.MigrationFiles.Place;
import dev.coord.content.migration.Paths;
import dev.coord.content.migration.PythonMigration;
import dev.coord.content.migration.Version;
import dev.coord.content.renumber.Counting.Counted;
import dev.coord.content.renumber.Counting.Next;
import dev.coord.schema.BranchFiles;
import dev.coord.schema.MigrationDirectory.Scheme;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What people have to know and do themselves, for what landed is renamed by nobody. For one thread. */
final class Notes {

    private static final String SUM = "atlas.sum";

    private final SortedSet<String> notes = new TreeSet<>();

    List<String> all() {
        return List.copyOf(notes);
    }

    /** Numbers that several migrations have that have landed, and chains that have several ends. */
    void collisions(
            Place place,
            List<MigrationStep> onto,
            Collection<PythonMigration> modules,
            Collection<PythonMigration> own) {
        if (place.scheme() == Scheme.DJANGO || place.scheme() == Scheme.ALEMBIC) {
            Chain chain = new Chain(place.directory(), modules);
            List<String> ends = chain.inOrder().stream()
                    .filter(one -> chain.isEnd(one) && !one.isLabelled() && isConnected(chain, one))
                    .map(PythonMigration::name)
                    .toList();
            if (ends.size() > 1 && own.stream().noneMatch(one -> isBringingTogether(one, ends))) {
                notes.add("the migrations in " + place.directory() + " have several ends that have landed: "
                        + String.join(", ", ends) + "; bring them together by "
                        + (place.scheme() == Scheme.DJANGO
                                ? "'python manage.py makemigrations --merge'"
                                : "'alembic merge heads'"));
            }
            return;
        }
        Map<Version, List<MigrationStep>> same = new TreeMap<>();
        for (MigrationStep step : onto) {
            step.number()
                    .filter(number -> step.up().isPresent())
                    .ifPresent(number -> same.computeIfAbsent(Version.of(number), any -> new ArrayList<>())
                            .add(step));
        }
        same.values().stream()
                .filter(steps -> steps.size() > 1)
                .forEach(steps -> notes.add("in " + place.directory()
                        + " "
                        + String.join(
                                " and ", steps.stream().map(MigrationStep::name).toList())
                        + " have one number and have landed; coord renames neither: rename the one that no database has run, in"
                        + " a commit of your own, or go on if your tool allows it"));
        if (place.scheme() == Scheme.FLYWAY) {
            strays(place.directory(), onto, same);
        }
    }

    /** Tools bring nothing together that goes on from what is not there. */
    private static boolean isConnected(Chain chain, PythonMigration one) {
        return chain.own(one).stream().allMatch(link -> chain.named(link.name()).isPresent());
    }

    private static boolean isBringingTogether(PythonMigration one, List<String> ends) {
        return one.links().stream().map(Link::name).toList().containsAll(ends);
    }

    /** Flyway itself goes by the version alone. */
    private void strays(String directory, List<MigrationStep> onto, Map<Version, List<MigrationStep>> same) {
        for (MigrationStep step : onto) {
            if (step.up().isEmpty() && step.number().isPresent()) {
                same.getOrDefault(Version.of(step.number().get()), List.of()).stream()
                        .limit(1)
                        .forEach(
                                other -> notes.add(
                                        "in " + directory + " " + step.name() + " has the version of "
                                                + other.name() + " and another description: Flyway would undo "
                                                + other.name()
                                                + " by it; give it the version of what it undoes, in a commit of your own, or delete it"));
            }
        }
    }

    /** What was taken back and nobody has undone. */
    void left(String directory, List<MigrationStep> left) {
        if (!left.isEmpty()) {
            notes.add("in " + directory + " " + left.get(0).name()
                    + " was taken back and is not known to be undone, so that databases may have it: its number counts as taken until it"
                    + " is undone, or noted by 'coord rollback --undone PATH'"
                    + (left.size() > 1 ? "; the same with " + (left.size() - 1) + " more" : ""));
        }
    }

    /** What comes back before something that is there. */
    void back(String path, String before) {
        notes.add(SafeText.line(path) + " comes back as it was taken back, before " + Paths.last(before)
                + ": a database that has run that and not this may never run this; where it was undone, say"
                + " 'coord rollback --undone " + SafeText.shellWord(path)
                + "' before it lands, and it gets a number behind all");
    }

    /** What landed with a number far from all others. */
    void far(String directory, Counting counting) {
        String last = counting.steady().map(Counted::file).map(Paths::last).orElse("the beginning");
        counting.far()
                .forEach(one -> notes.add(
                        "in " + directory + " " + Paths.last(one.file()) + " has landed, and its number is far from"
                                + " all others: coord counts on from " + last
                                + " as far as it can; rename the file, in a commit of your"
                                + " own, if no database has run it"));
    }

    /** What has another number since its own was far from all others. */
    void moved(String name, Next next) {
        if (next.isFar()) {
            notes.add(name
                    + " had a number that is far from all others, behind which everything that is added later would have to"
                    + " come; it is merged as " + next.number() + ", the next one after " + Paths.last(next.after())
                    + ": give migrations the number after the last one, or the time at which they are made");
        }
    }

    /** Sums over a directory, and tables in databases, know old names. */
    void sums(BranchFiles files, Moves moves) {
        moves.places().stream()
                .map(place -> Paths.above(place.from()))
                .distinct()
                .forEach(directory -> {
                    String sum = Paths.in(directory, SUM);
                    if (files.pathsOnto().contains(sum) || files.paths().contains(sum)) {
                        notes.add(sum
                                + " is over the names of the migrations: make it anew by 'atlas migrate hash --dir "
                                + SafeText.shellWord("file://" + directory) + "', or name that for --regenerate "
                                + SafeText.shellWord(sum));
                    }
                });
    }
}
