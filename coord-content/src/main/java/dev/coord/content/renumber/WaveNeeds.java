package dev.coord.content.renumber;

import dev.coord.content.footprint.Footprints;
import dev.coord.content.footprint.SchemaNeeds;
import dev.coord.content.migration.SqlText;
import dev.coord.content.migration.Version;
import dev.coord.content.renumber.Counting.Counted;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What migrations of a branch need of the wave that they are merged with. What has landed comes before them in any case. For one thread. */
final class WaveNeeds {
    private static final int LARGEST = 1 << 20;

    private final Sides sides;
    private final List<Counted> beside;

    /**
     * Of one directory.
     *
     * @param onto what is there
     */
    WaveNeeds(Sides sides, Collection<Counted> onto) {
        this.sides = sides;
        this.beside = onto.stream()
                .filter(one -> sides.files().pathsOnto().contains(one.file())
                        && !sides.files().pathsLanded().contains(one.file()))
                .toList();
    }

    /** The last one that makes what one of the branch needs; none where that comes behind all of these anyway. */
    Optional<Counted> of(Counted one) {
        Version version = one.version();
        List<Counted> later = beside.stream()
                .filter(other -> other.version().compareTo(version) > 0)
                .toList();
        if (later.isEmpty()) {
            return Optional.empty();
        }
        SchemaNeeds own = own(one.file());
        List<Counted> makers = later.stream()
                .filter(other -> own.needs(beside(other.file()), SchemaNeeds.NONE))
                .toList();
        if (makers.isEmpty()) {
            return Optional.empty();
        }
        SchemaNeeds before = before(version);
        return makers.stream()
                .filter(other -> own.needs(beside(other.file()), before))
                .max(Comparator.comparing(Counted::version));
    }

    /** What comes before a number in any case. */
    private SchemaNeeds before(Version version) {
        Stream<SchemaNeeds> others = beside.stream()
                .filter(other -> other.version().compareTo(version) < 0)
                .map(other -> beside(other.file()));
        Stream<SchemaNeeds> own = sides.added().stream()
                .filter(step -> step.number()
                        .filter(number -> Version.of(number).compareTo(version) < 0)
                        .isPresent())
                .map(step -> own(step.up().orElseThrow()));
        return Stream.concat(others, own).reduce(SchemaNeeds.NONE, SchemaNeeds::then);
    }

    private SchemaNeeds own(String path) {
        return of(path, sides.files()::content);
    }

    private SchemaNeeds beside(String path) {
        return of(path, sides.files()::contentOnto);
    }

    /** Of one migration; nothing where it is no SQL, or so large that it is full of rows. */
    static SchemaNeeds of(String path, Function<String, Optional<byte[]>> content) {
        return SqlText.up(path, file -> content.apply(file).filter(bytes -> bytes.length <= LARGEST))
                .map(text -> SchemaNeeds.of(Footprints.of(text)))
                .orElse(SchemaNeeds.NONE);
    }
}
