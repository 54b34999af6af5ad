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

/**
 * What migrations of a branch need of the wave that they are merged with. What has landed comes before them in any case, but for those that
 * come back under earlier numbers. For one thread.
 */
final class WaveNeeds {
    private static final int LARGEST = 1 << 20;

    private final Sides sides;
    private final List<Counted> onto;
    private final List<Counted> beside;

    /**
     * Of one directory.
     *
     * @param onto what is there
     */
    WaveNeeds(Sides sides, Collection<Counted> onto) {
        this.sides = sides;
        this.onto = List.copyOf(onto);
        this.beside = onto.stream()
                .filter(one -> !sides.files().pathsLanded().contains(one.file()))
                .toList();
    }

    /** The last one that makes what one of the branch needs; none where that comes behind all of these anyway. */
    Optional<Counted> of(Counted one) {
        return last(one, one.version(), beside);
    }

    /** The same where it comes back as another one: what has landed may lie behind that. */
    Optional<Counted> of(Counted one, Counted known) {
        return last(one, known.version(), onto);
    }

    private Optional<Counted> last(Counted one, Version version, List<Counted> there) {
        List<Counted> later = there.stream()
                .filter(other -> other.version().compareTo(version) > 0)
                .toList();
        if (later.isEmpty()) {
            return Optional.empty();
        }
        SchemaNeeds own = own(one.file());
        List<Counted> makers = later.stream()
                .filter(other -> own.needs(there(other.file()), SchemaNeeds.NONE))
                .toList();
        if (makers.isEmpty()) {
            return Optional.empty();
        }
        Stream<SchemaNeeds> others = there.stream()
                .filter(other -> other.version().compareTo(version) < 0)
                .map(other -> there(other.file()));
        SchemaNeeds before = Stream.concat(others, ownBefore(one)).reduce(SchemaNeeds.NONE, SchemaNeeds::then);
        return makers.stream()
                .filter(other -> own.needs(there(other.file()), before))
                .max(Comparator.comparing(Counted::version));
    }

    /** What comes before one in its branch in any case. */
    private Stream<SchemaNeeds> ownBefore(Counted one) {
        return sides.added().stream()
                .filter(step -> step.number()
                        .filter(number -> Version.of(number).compareTo(one.version()) < 0)
                        .isPresent())
                .map(step -> own(step.up().orElseThrow()));
    }

    private SchemaNeeds own(String path) {
        return of(path, sides.files()::content);
    }

    private SchemaNeeds there(String path) {
        return of(path, sides.files()::contentOnto);
    }

    /** Of one migration; nothing where it is no SQL, or so large that it is full of rows. */
    static SchemaNeeds of(String path, Function<String, Optional<byte[]>> content) {
        return SqlText.up(path, file -> content.apply(file).filter(bytes -> bytes.length <= LARGEST))
                .map(text -> SchemaNeeds.of(Footprints.of(text)))
                .orElse(SchemaNeeds.NONE);
    }
}
