package dev.coord.testkit.run;

import dev.coord.schema.BranchFiles;
import dev.coord.schema.MigrationNumbering;
import dev.coord.schema.Numbering;
import dev.coord.schema.Numbering.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The simplest migrations: files {@code m/1_x.txt}, {@code m/2_y.txt} and so on. What a branch adds gets the number after all others
 * if its own is taken.
 */
public final class CountedFiles implements MigrationNumbering {

    private static final String DIRECTORY = "m/";

    /** Keeps nothing: one does for all. */
    public CountedFiles() {}

    @Override
    public Numbering number(BranchFiles files) {
        SortedSet<String> known = new TreeSet<>(files.pathsOnto());
        List<Place> places = new ArrayList<>();
        for (String path : files.changed()) {
            if (!path.startsWith(DIRECTORY) || files.pathsBegun().contains(path)) {
                continue;
            }
            Optional<String> taken = known.stream()
                    .filter(other -> other.startsWith(DIRECTORY) && number(other) == number(path))
                    .findFirst();
            String to = taken.isEmpty() ? path : DIRECTORY + (greatest(known) + 1) + path.substring(path.indexOf('_'));
            taken.ifPresent(after -> places.add(new Place(path, to, Optional.of("" + number(path)), after)));
            known.add(to);
        }
        return places.isEmpty()
                ? new Numbering.Unchanged(List.of())
                : new Numbering.Renumbered(places, new TreeMap<>(), List.of());
    }

    private static int greatest(SortedSet<String> paths) {
        return paths.stream()
                .filter(path -> path.startsWith(DIRECTORY))
                .mapToInt(CountedFiles::number)
                .max()
                .orElse(0);
    }

    private static int number(String path) {
        return Integer.parseInt(path.substring(DIRECTORY.length(), path.indexOf('_')));
    }
}
