package dev.coord.git.renumber;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.Commits;
import dev.coord.git.object.ListedFile;
import dev.coord.git.object.TreeDifference;
import dev.coord.git.object.TreeDifference.Difference;
import dev.coord.schema.BranchFiles;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The files of a branch, read from git when they are asked for. For one thread. */
final class BranchSides implements BranchFiles {

    private static final long LARGEST = 16 << 20;

    private final Git git;
    private final CommitId tip;
    private final SortedMap<String, ListedFile> left;
    private final Supplier<NavigableMap<String, ListedFile>> begun;
    private final Supplier<List<Difference>> own;
    private final Supplier<List<Difference>> others;
    private final Supplier<NavigableMap<String, ListedFile>> all;
    private final Supplier<NavigableMap<String, ListedFile>> onto;
    private final Supplier<NavigableMap<String, ListedFile>> landed;

    /**
     * Binds commits.
     *
     * @param begun where the branch was begun
     * @param landed the target
     * @param onto what it is merged onto
     * @param tip its end
     * @param left migrations that were taken back and are not undone
     * @param listing lists the files of a commit
     * @param differing tells what differs between two, for what is asked more than once
     */
    BranchSides(
            Git git,
            CommitId begun,
            CommitId landed,
            CommitId onto,
            CommitId tip,
            SortedMap<String, ListedFile> left,
            Function<CommitId, NavigableMap<String, ListedFile>> listing,
            BiFunction<CommitId, CommitId, List<Difference>> differing) {
        this.git = git;
        this.tip = tip;
        this.left = left;
        this.begun = new Once<>(() -> listing.apply(begun));
        this.landed = landed.equals(begun) ? this.begun : new Once<>(() -> listing.apply(landed));
        this.own = new Once<>(() -> differing.apply(begun, tip));
        this.all = new Once<>(() -> changed(this.begun.get(), own.get(), BranchSides::isText));
        this.others = new Once<>(() -> TreeDifference.between(git, begun.value(), onto.value()));
        this.onto = new Once<>(() -> changed(this.begun.get(), others.get(), path -> true));
    }

    /** Asks at most once. */
    private static final class Once<T> implements Supplier<T> {

        private final Supplier<T> asked;
        private Optional<T> known = Optional.empty();

        Once(Supplier<T> asked) {
            this.asked = asked;
        }

        @Override
        public T get() {
            if (known.isEmpty()) {
                known = Optional.of(asked.get());
            }
            return known.get();
        }
    }

    private static NavigableMap<String, ListedFile> changed(
            NavigableMap<String, ListedFile> files, List<Difference> by, Predicate<GitPath> counts) {
        TreeMap<String, ListedFile> changed = new TreeMap<>(files);
        for (Difference file : by) {
            changed.remove(file.path().text());
            ListedFile now = new ListedFile(file.newMode(), file.newId());
            if (!file.isDeletion() && now.isFile() && counts.test(file.path())) {
                changed.put(file.path().text(), now);
            }
        }
        return changed;
    }

    /** Only such a name leads back to its file. */
    static boolean isText(GitPath path) {
        return Arrays.equals(path.text().getBytes(UTF_8), path.bytes());
    }

    /** What the branch has at a path. */
    Optional<ListedFile> file(String path) {
        return Optional.ofNullable(all.get().get(path));
    }

    @Override
    public Optional<Instant> made() {
        return Optional.of(Instant.ofEpochSecond(Commits.read(git, tip).time()));
    }

    @Override
    public SortedSet<String> pathsBegun() {
        return Collections.unmodifiableSortedSet(begun.get().navigableKeySet());
    }

    @Override
    public SortedSet<String> pathsOnto() {
        return Collections.unmodifiableSortedSet(onto.get().navigableKeySet());
    }

    @Override
    public SortedSet<String> pathsLanded() {
        return Collections.unmodifiableSortedSet(landed.get().navigableKeySet());
    }

    @Override
    public SortedSet<String> pathsLeft() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(left.keySet()));
    }

    @Override
    public Optional<byte[]> contentLeft(String path) {
        return content(left, path);
    }

    @Override
    public SortedSet<String> paths() {
        return Collections.unmodifiableSortedSet(all.get().navigableKeySet());
    }

    @Override
    public SortedSet<String> changed() {
        Set<Map.Entry<GitPath, String>> alike = new HashSet<>();
        others.get().forEach(file -> alike.add(Map.entry(file.path(), file.newId())));
        TreeSet<String> changed = new TreeSet<>();
        own.get().stream()
                .filter(file -> !alike.contains(Map.entry(file.path(), file.newId())))
                .filter(file -> new ListedFile(file.newMode(), file.newId()).isFile() && isText(file.path()))
                .forEach(file -> changed.add(file.path().text()));
        return changed;
    }

    @Override
    public Optional<byte[]> content(String path) {
        return content(all.get(), path);
    }

    @Override
    public Optional<byte[]> contentOnto(String path) {
        return content(onto.get(), path);
    }

    private Optional<byte[]> content(SortedMap<String, ListedFile> files, String path) {
        return Optional.ofNullable(files.get(path))
                .flatMap(file -> Optional.ofNullable(
                                Commits.contents(git, Commits.blobs(git, List.of(file.id()), LARGEST))
                                        .get(file.id()))
                        .map(content -> content.getBytes(ISO_8859_1)));
    }
}
