package dev.coord.git.rollback;

import dev.coord.CommitId;
import dev.coord.CoordinationException;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.LeftMigrations;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.history.LandedFeatures.Landing;
import dev.coord.git.object.ListedFile;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Repository;
import dev.coord.git.rollback.MigrationRecord.Progress;
import dev.coord.git.rollback.Records.Rollback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which rollbacks have left migrations behind that nobody has undone. The latest that knows a migration, by its path and content, says so. */
public final class LeftBehind {

    private LeftBehind() {}

    /**
     * What the records of a coordination directory say.
     *
     * @param records those that can be read, by the numbers of their rollbacks
     * @param unreadable why the others cannot
     */
    public record Noted(
            NavigableMap<Integer, MigrationRecord> records, NavigableMap<Integer, RepositoryFailed> unreadable) {

        /** The numbers of those of which something is left to do, as far as anybody can know. */
        public Set<Integer> unfinished() {
            Set<Integer> numbers = new HashSet<>(left().keySet());
            numbers.addAll(unreadable.keySet());
            return numbers;
        }

        /** The numbers with the paths that are not undone. */
        public NavigableMap<Integer, List<String>> left() {
            NavigableMap<Integer, List<String>> left = new TreeMap<>();
            Set<Map.Entry<String, String>> known = new HashSet<>();
            records.descendingMap()
                    .forEach((number, record) -> record.all().forEach((path, note) -> {
                        if (known.add(Map.entry(path, note.content())) && !note.isUndone()) {
                            left.computeIfAbsent(number, any -> new ArrayList<>())
                                    .add(path);
                        }
                    }));
            return left;
        }

        /** Whether a later one knows the same migration: it landed again, and what became of it then counts. */
        boolean isKnownLater(int number, String path) {
            MigrationRecord mine = records.get(number);
            return mine != null
                    && records.tailMap(number, false).values().stream()
                            .anyMatch(later -> later.hasContent(path, mine.content(path)));
        }

        /** Whether one of them was taken back as it is there. */
        private boolean isKnown(String path, Optional<ListedFile> there) {
            return there.filter(
                            file -> records.values().stream().anyMatch(record -> record.hasContent(path, file.id())))
                    .isPresent();
        }

        private Set<String> paths() {
            return records.values().stream()
                    .flatMap(record -> record.all().keySet().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /**
     * Reads all records. One that cannot be read hides no other.
     *
     * @param marked the numbers of those that have one
     */
    public static Noted noted(Path home, Set<Integer> marked) {
        Noted noted = new Noted(new TreeMap<>(), new TreeMap<>());
        NavigableMap<Integer, Path> numbers = numbers(home);
        marked.forEach(number -> numbers.put(number, directory(home, number)));
        numbers.forEach((number, directory) -> {
            try {
                MigrationRecord record = new MigrationRecord(directory);
                if (marked.contains(number) && !record.exists()) {
                    throw record.gone();
                }
                noted.records().put(number, record);
            } catch (RepositoryFailed e) {
                noted.unreadable().put(number, e);
            }
        });
        return noted;
    }

    /**
     * Notes that somebody has undone them by hand. What is noted already stays so.
     *
     * @param target the branch
     * @param names as {@link #of} gives the paths, as they are shown, or relative to a directory; of two migrations under one path each has the
     *     name that git has for its file, such as {@code refs/coord/rollbacks/0/before:db/1.sql}
     * @param below the path of that directory in the repository
     * @return their paths
     * @throws BadInput if one of them is not known, is in use on the branch, or could be several; nothing was noted
     */
    public static List<String> noteUndone(
            Repository repository, Path home, String target, Collection<String> names, String below) {
        Records records = new Records(repository);
        Noted noted = noted(home, Records.marked(repository.git()));
        List<Left> told = told(repository, noted.left(), target);
        Set<Left> meant = new LinkedHashSet<>();
        Set<String> paths = new LinkedHashSet<>();
        Map<String, ListedFile> now = now(repository, target);
        for (String name : names) {
            Optional<Left> one =
                    told.stream().filter(left -> left.name().equals(name)).findFirst();
            String path = one.map(Left::path)
                    .or(() -> meant(name, below, noted.paths()))
                    .orElseThrow(() -> unknown(name, noted, told));
            List<Left> all = one.map(List::of)
                    .orElseGet(() -> told.stream()
                            .filter(left -> left.path().equals(path))
                            .toList());
            if (all.isEmpty() && noted.isKnown(path, Optional.ofNullable(now.get(path)))) {
                throw new BadInput(
                        "'" + SafeText.line(path) + "' is on " + target + ", so that databases are meant to have it:"
                                + " nothing of it is left to undo; take it back first, with 'coord rollback'");
            }
            if (all.size() > 1) {
                throw new BadInput("several migrations of the name '" + SafeText.line(path)
                        + "' are left to undo; say which: "
                        + quoted(all.stream().map(Left::name).toList()));
            }
            meant.addAll(all);
            paths.add(path);
        }
        for (Left left : meant) {
            MigrationRecord record =
                    new MigrationRecord(directory(home, left.rollback().number()));
            record.note(left.path(), Progress.UNDONE);
            if (record.isOver()) {
                records.unmark(left.rollback().number());
            }
        }
        return List.copyOf(paths);
    }

    private static Map<String, ListedFile> now(Repository repository, String target) {
        return new Refs(repository.git())
                .commit(target)
                .<Map<String, ListedFile>>map(tip -> ListedFile.all(repository.git(), tip.value()))
                .orElse(Map.of());
    }

    private static Optional<String> meant(String name, String below, Set<String> paths) {
        return Stream.of(name, inside(below, name))
                .filter(paths::contains)
                .findFirst()
                .or(() -> paths.stream()
                        .filter(path -> SafeText.line(path).equals(name))
                        .findFirst());
    }

    /** A relative name as a path of the repository; empty if it leads out of it. */
    static String inside(String below, String name) {
        Deque<String> steps = new ArrayDeque<>();
        for (String step : (below + "/" + name).split("/", -1)) {
            if (step.equals("..")) {
                if (steps.pollLast() == null) {
                    return "";
                }
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.addLast(step);
            }
        }
        return String.join("/", steps);
    }

    private static CoordinationException unknown(String name, Noted noted, List<Left> told) {
        if (!noted.unreadable().isEmpty()) {
            return noted.unreadable().firstEntry().getValue();
        }
        List<String> all = told.stream().map(Left::path).distinct().sorted().toList();
        return new BadInput("not noted as left to undo: " + quoted(List.of(name))
                + (all.isEmpty() ? "; nothing is" : "; what is: " + quoted(all)));
    }

    private static String quoted(List<String> paths) {
        return paths.stream().map(path -> "'" + SafeText.line(path) + "'").collect(Collectors.joining(", "));
    }

    /** The highest number that has a directory; otherwise -1. */
    static int last(Path home) {
        NavigableMap<Integer, Path> numbers = numbers(home);
        return numbers.isEmpty() ? -1 : numbers.lastKey();
    }

    /** Where the coordination directory keeps what belongs to a rollback. */
    static Path directory(Path home, int number) {
        return home.resolve("rollbacks").resolve(String.valueOf(number));
    }

    private static NavigableMap<Integer, Path> numbers(Path home) {
        NavigableMap<Integer, Path> numbers = new TreeMap<>();
        Path rollbacks = home.resolve("rollbacks");
        if (Files.isDirectory(rollbacks)) {
            try (Stream<Path> all = Files.list(rollbacks)) {
                all.filter(path -> path.getFileName().toString().matches("[0-9]{1,9}"))
                        .forEach(path ->
                                numbers.put(Integer.valueOf(path.getFileName().toString()), path));
            } catch (IOException e) {
                throw new RepositoryFailed("cannot read '" + rollbacks + "': " + e.getMessage(), e);
            }
        }
        return numbers;
    }

    /** A migration that is left. */
    private record Left(Rollback rollback, String path, Optional<ListedFile> file, boolean isNameTaken) {

        /** As git names its file. */
        String name() {
            return rollback.beforeRef() + ":" + path;
        }
    }

    /**
     * The same with whose they are and what goes on with them. What has come back to the target since as it was is in use, and left
     * out; another migration under the name of one is not that one. What a call was killed at before the branch moved is not taken back.
     *
     * @param noted as {@link Noted#left} tells it
     * @param target the branch
     */
    public static List<LeftMigrations> of(
            Repository repository, NavigableMap<Integer, List<String>> noted, String target) {
        List<Left> told = told(repository, noted, target);
        Optional<CommitId> tip = new Refs(repository.git()).commit(target);
        if (told.isEmpty() || tip.isEmpty()) {
            return List.of();
        }
        Records records = new Records(repository);
        History history = History.of(repository.git(), tip.get(), records);
        List<LeftMigrations> left = new ArrayList<>();
        for (Rollback rollback : told.stream().map(Left::rollback).distinct().toList()) {
            Map<Boolean, List<String>> paths = told.stream()
                    .filter(one -> one.rollback().equals(rollback))
                    .collect(Collectors.partitioningBy(
                            Left::isNameTaken, Collectors.mapping(Left::path, Collectors.toList())));
            List<LandedWork> taken =
                    records.taken(rollback).stream().map(Landing::work).toList();
            paths.forEach((isNameTaken, some) -> {
                if (!some.isEmpty()) {
                    Optional<RollbackRequest> request =
                            isNameTaken ? Optional.empty() : request(records, rollback, history, taken);
                    left.add(new LeftMigrations(features(taken), request, some, rollback.beforeRef(), isNameTaken));
                }
            });
        }
        return left;
    }

    /**
     * The files themselves, as they were when they were taken back, where they are known; of several under one path the latest.
     *
     * @param home the coordination directory
     * @param target the branch
     */
    public static SortedMap<String, ListedFile> files(Repository repository, Path home, String target) {
        SortedMap<String, ListedFile> files = new TreeMap<>();
        told(repository, noted(home, Records.marked(repository.git())).left(), target)
                .forEach(left -> left.file().ifPresent(known -> files.put(left.path(), known)));
        return files;
    }

    private static List<Left> told(Repository repository, NavigableMap<Integer, List<String>> noted, String target) {
        Optional<CommitId> tip = new Refs(repository.git()).commit(target);
        if (noted.isEmpty() || tip.isEmpty()) {
            return List.of();
        }
        Map<String, ListedFile> now = ListedFile.all(repository.git(), tip.get().value());
        Records records = new Records(repository);
        Optional<Rollback> begun = records.open().filter(open -> !records.isDone(open, tip.get()));
        List<Left> told = new ArrayList<>();
        for (Rollback rollback : records.all()) {
            if (!noted.containsKey(rollback.number())
                    || begun.filter(rollback::equals).isPresent()) {
                continue;
            }
            Map<String, ListedFile> before =
                    ListedFile.all(repository.git(), rollback.before().value());
            noted.getOrDefault(rollback.number(), List.of()).stream()
                    .filter(path -> {
                        Optional<ListedFile> file = Optional.ofNullable(before.get(path));
                        return file.isEmpty()
                                || (!file.equals(Optional.ofNullable(now.get(path)))
                                        && !wasBack(repository.git(), rollback, tip.get(), path, file.get()));
                    })
                    .sorted()
                    .forEach(path -> told.add(
                            new Left(rollback, path, Optional.ofNullable(before.get(path)), now.containsKey(path))));
        }
        return told;
    }

    /**
     * It came back and went again since, as when somebody puts migrations together. Only what the target itself once was counts, as that alone
     * has reached databases: what else a branch was on its way has not.
     */
    private static boolean wasBack(Git git, Rollback rollback, CommitId tip, String path, ListedFile file) {
        GitAnswer answer = git.ask(
                "log",
                "--first-parent",
                "-m", // what was reverted comes back by a merge
                "--max-count=1",
                "--format=%H",
                "--find-object=" + file.id(),
                rollback.after() + ".." + tip,
                "--",
                ":(literal)" + path);
        return answer.succeeded() && !answer.line().isEmpty();
    }

    private static List<FeatureId> features(List<LandedWork> taken) {
        return taken.stream().map(LandedWork::feature).distinct().sorted().toList();
    }

    /** What a command takes for this rollback, and for no later one. */
    private static Optional<RollbackRequest> request(
            Records records, Rollback rollback, History history, List<LandedWork> taken) {
        List<FeatureId> features = features(taken);
        Stream<RollbackRequest> waves = taken.stream()
                .flatMap(work -> work.place().stream())
                .map(place -> new RollbackRequest.OfWave(place.wave(), Optional.of(place.run())));
        Stream<RollbackRequest> single = features.stream().map(RollbackRequest.OfFeature::new);
        return (features.size() == 1 ? Stream.concat(single, waves) : Stream.concat(waves, single))
                .filter(one -> history.wanted(one).isEmpty())
                .filter(one -> records.latest(one)
                        .filter(latest -> latest.number() == rollback.number())
                        .isPresent())
                .findFirst();
    }
}
