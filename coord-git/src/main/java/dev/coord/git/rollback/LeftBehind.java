package dev.coord.git.rollback;

import dev.coord.CommitId;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which rollbacks have left migrations behind that nobody has undone. The latest that knows a migration says so. */
public final class LeftBehind {

    private LeftBehind() {}

    /**
     * The numbers of rollbacks with the paths that are not undone, as the coordination directory has them.
     *
     * @param marked the numbers of those that have a record
     * @param unreadable is told of each record that cannot be read; the others are read all the same
     */
    public static NavigableMap<Integer, List<String>> noted(
            Path home, Set<Integer> marked, Consumer<RepositoryFailed> unreadable) {
        NavigableMap<Integer, List<String>> left = new TreeMap<>();
        Set<String> known = new HashSet<>();
        NavigableMap<Integer, Path> numbers = numbers(home);
        marked.forEach(number -> numbers.put(number, directory(home, number)));
        numbers.descendingMap().forEach((number, directory) -> {
            try {
                MigrationRecord record = new MigrationRecord(directory);
                if (marked.contains(number) && !record.exists()) {
                    throw record.gone();
                }
                for (Map.Entry<String, Progress> one : record.all().entrySet()) {
                    if (known.add(one.getKey()) && one.getValue() != Progress.UNDONE) {
                        left.computeIfAbsent(number, any -> new ArrayList<>()).add(one.getKey());
                    }
                }
            } catch (RepositoryFailed e) {
                unreadable.accept(e);
            }
        });
        return left;
    }

    /**
     * Notes that somebody has undone them by hand.
     *
     * @param paths as {@link #noted} gives them
     * @throws BadInput if one of them is not left, which is told with those that are; nothing was noted
     */
    public static void noteUndone(Repository repository, Path home, Collection<String> paths) {
        NavigableMap<Integer, List<String>> left = noted(home, Records.marked(repository.git()), unreadable -> {
            throw unreadable;
        });
        List<String> all = left.values().stream().flatMap(List::stream).sorted().toList();
        List<String> unknown =
                paths.stream().filter(path -> !all.contains(path)).distinct().toList();
        if (!unknown.isEmpty()) {
            throw new BadInput("not noted as left to undo: " + quoted(unknown)
                    + (all.isEmpty() ? "; nothing is" : "; what is: " + quoted(all)));
        }
        left.forEach((number, mine) -> {
            MigrationRecord record = new MigrationRecord(directory(home, number));
            mine.stream().filter(paths::contains).forEach(path -> record.note(path, Progress.UNDONE));
            if (record.isOver()) {
                new Records(repository).unmark(number);
            }
        });
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

    /**
     * The same with whose they are and what goes on with them. What has come back to the target since as it was is in use, and left
     * out; another migration under the name of one is not that one. What a call was killed at before the branch moved is not taken back.
     *
     * @param noted as {@link #noted} tells it
     * @param target the branch
     */
    public static List<LeftMigrations> of(
            Repository repository, NavigableMap<Integer, List<String>> noted, String target) {
        Optional<CommitId> tip = new Refs(repository.git()).commit(target);
        if (noted.isEmpty() || tip.isEmpty()) {
            return List.of();
        }
        Records records = new Records(repository);
        History history = History.of(repository.git(), tip.get(), records);
        List<LeftMigrations> left = new ArrayList<>();
        of(repository, records, noted, tip.get())
                .forEach((rollback, files) -> left.add(left(records, rollback, history, List.copyOf(files.keySet()))));
        return left;
    }

    /**
     * The files themselves, as they were when they were taken back, where they are known.
     *
     * @param home the coordination directory
     * @param target the branch
     */
    public static SortedMap<String, ListedFile> files(Repository repository, Path home, String target) {
        Optional<CommitId> tip = new Refs(repository.git()).commit(target);
        NavigableMap<Integer, List<String>> noted = noted(home, Records.marked(repository.git()), unreadable -> {});
        SortedMap<String, ListedFile> files = new TreeMap<>();
        if (!noted.isEmpty() && tip.isPresent()) {
            of(repository, new Records(repository), noted, tip.get())
                    .values()
                    .forEach(one -> one.forEach((path, file) -> file.ifPresent(known -> files.put(path, known))));
        }
        return files;
    }

    private static Map<Rollback, SortedMap<String, Optional<ListedFile>>> of(
            Repository repository, Records records, NavigableMap<Integer, List<String>> noted, CommitId tip) {
        Map<String, ListedFile> now = ListedFile.all(repository.git(), tip.value());
        Optional<Rollback> begun = records.open().filter(open -> !records.isDone(open, tip));
        Map<Rollback, SortedMap<String, Optional<ListedFile>>> left = new LinkedHashMap<>();
        for (Rollback rollback : records.all()) {
            if (!noted.containsKey(rollback.number())
                    || begun.filter(rollback::equals).isPresent()) {
                continue;
            }
            Map<String, ListedFile> before =
                    ListedFile.all(repository.git(), rollback.before().value());
            SortedMap<String, Optional<ListedFile>> files = new TreeMap<>();
            for (String path : noted.getOrDefault(rollback.number(), List.of())) {
                Optional<ListedFile> file = Optional.ofNullable(before.get(path));
                if (file.isEmpty()
                        || (!file.equals(Optional.ofNullable(now.get(path)))
                                && !wasBack(repository.git(), rollback, tip, path, file.get()))) {
                    files.put(path, file);
                }
            }
            if (!files.isEmpty()) {
                left.put(rollback, files);
            }
        }
        return left;
    }

    /** It came back and went again since, as when somebody puts migrations together. */
    private static boolean wasBack(Git git, Rollback rollback, CommitId tip, String path, ListedFile file) {
        GitAnswer answer = git.ask(
                "log",
                "--full-history",
                "-m", // what was reverted comes back by a merge
                "--max-count=1",
                "--format=%H",
                "--find-object=" + file.id(),
                rollback.after() + ".." + tip,
                "--",
                ":(literal)" + path);
        return answer.succeeded() && !answer.line().isEmpty();
    }

    private static LeftMigrations left(Records records, Rollback rollback, History history, List<String> paths) {
        List<LandedWork> taken =
                records.taken(rollback).stream().map(Landing::work).toList();
        List<FeatureId> features =
                taken.stream().map(LandedWork::feature).distinct().sorted().toList();
        Stream<RollbackRequest> waves = taken.stream()
                .flatMap(work -> work.place().stream())
                .map(place -> new RollbackRequest.OfWave(place.wave(), Optional.of(place.run())));
        Stream<RollbackRequest> single = features.stream().map(RollbackRequest.OfFeature::new);
        Optional<RollbackRequest> request = Stream.concat(features.size() == 1 ? Stream.empty() : waves, single)
                .filter(one -> history.wanted(one).isEmpty())
                .filter(one -> records.latest(one)
                        .filter(latest -> latest.number() == rollback.number())
                        .isPresent())
                .findFirst();
        return new LeftMigrations(features, request, paths);
    }
}
