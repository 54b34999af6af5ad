package dev.coord.content.migration;

import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationDirectory.Scheme;
import dev.coord.schema.MigrationReader;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds migrations by the names of files and of the directories they lie in. */
public final class MigrationFiles implements MigrationReader {

    private static final Set<String> DIRECTORIES = Set.of("migrations", "migrate");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?=_|$)");

    private final Predicate<String> others;

    /**
     * Binds what else counts.
     *
     * @param others whether a file lies where migrations are, although its directory is called otherwise
     */
    public MigrationFiles(Predicate<String> others) {
        this.others = others;
    }

    /** The migrations of one tool in one place. */
    public record Place(String directory, Scheme scheme) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return Comparator.comparing(Place::directory)
                    .thenComparing(Place::scheme)
                    .compare(this, other);
        }
    }

    @Override
    public List<MigrationDirectory> read(Collection<String> paths, Function<String, Optional<byte[]>> content) {
        NavigableSet<String> all = new TreeSet<>(paths);
        Map<Place, List<MigrationStep>> found = new TreeMap<>();
        named(all).forEach((place, files) -> found.put(place, NamedMigrations.of(files, beside(all, place))));
        ModuleLinks links = links(all, content);
        links.chains().forEach((place, chain) -> found.put(place, steps(place, chain, links)));
        return found.entrySet().stream()
                .map(one -> new MigrationDirectory(
                        one.getKey().directory(), one.getKey().scheme(), one.getValue()))
                .toList();
    }

    private Map<Place, List<FileName>> named(NavigableSet<String> all) {
        Map<Place, List<FileName>> named = new TreeMap<>();
        for (String path : all) {
            FileName.of(path)
                    .filter(this::counts)
                    .ifPresent(one -> named.computeIfAbsent(
                                    new Place(one.directory(), one.scheme()), any -> new ArrayList<>())
                            .add(one));
        }
        return named;
    }

    /** Flyway looks in {@code migration} by itself. */
    private boolean counts(FileName file) {
        String directory = Paths.last(file.directory());
        return DIRECTORIES.contains(directory)
                || (file.scheme() == Scheme.FLYWAY && directory.equals("migration"))
                || others.test(file.path());
    }

    /** What lies in the directories of Prisma, by directory. */
    private static Map<String, List<String>> beside(NavigableSet<String> all, Place place) {
        Map<String, List<String>> beside = new HashMap<>();
        if (place.scheme() == Scheme.PRISMA) {
            String begin = Paths.in(place.directory(), "");
            for (String path : all.tailSet(begin)) {
                if (!path.startsWith(begin)) {
                    break;
                }
                int end = path.indexOf('/', begin.length());
                if (end > 0) {
                    beside.computeIfAbsent(path.substring(0, end), any -> new ArrayList<>())
                            .add(path);
                }
            }
        }
        return beside;
    }

    /** The modules among files, and how they name each other. */
    public ModuleLinks links(Collection<String> paths, Function<String, Optional<byte[]>> content) {
        return new ModuleLinks(modules(new TreeSet<>(paths), content));
    }

    /** The modules among files, by where they lie. */
    public Map<Place, List<PythonMigration>> modules(
            NavigableSet<String> all, Function<String, Optional<byte[]>> content) {
        Map<Place, List<PythonMigration>> modules = new TreeMap<>();
        for (String path : all) {
            if (path.endsWith(".py")) {
                module(path, all, content)
                        .ifPresent(one -> modules.computeIfAbsent(
                                        new Place(Paths.above(path), one.scheme()), any -> new ArrayList<>())
                                .add(one));
            }
        }
        return modules;
    }

    private Optional<PythonMigration> module(String path, Set<String> all, Function<String, Optional<byte[]>> content) {
        String directory = Paths.above(path);
        boolean isAlembic =
                Paths.last(directory).equals("versions") && all.contains(Paths.in(Paths.above(directory), "env.py"));
        boolean isDjango = DIRECTORIES.contains(Paths.last(directory));
        boolean isEither = !isAlembic && !isDjango && others.test(path);
        if (!isAlembic && !isDjango && !isEither) {
            return Optional.empty();
        }
        return content.apply(path)
                .flatMap(bytes -> isAlembic
                        ? PythonMigration.alembic(path, bytes)
                        : PythonMigration.django(path, bytes)
                                .or(() -> isEither ? PythonMigration.alembic(path, bytes) : Optional.empty()));
    }

    /** What is squashed is no step as long as one that it replaces is there: it is the same history. */
    private static List<MigrationStep> steps(Place place, Chain chain, ModuleLinks links) {
        return chain.inOrder().stream()
                .filter(one -> chain.replaced(one).stream().noneMatch(chain::has))
                .map(one -> step(one, links.before(place, one)))
                .toList();
    }

    private static MigrationStep step(PythonMigration one, List<String> after) {
        Matcher number = NUMBER.matcher(one.name());
        return new MigrationStep(
                one.name(),
                number.lookingAt() && !one.isSquashed() ? Optional.of(number.group()) : Optional.empty(),
                List.of(one.path()),
                Optional.of(one.path()),
                Optional.empty(),
                after);
    }
}
