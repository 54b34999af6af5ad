package dev.coord.git.prove;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.audit.TouchedFile.Kind;
import dev.coord.git.audit.BranchChanges;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.lines.BlobLines;
import dev.coord.git.object.Commits;
import dev.coord.git.object.ListedFile;
import dev.coord.git.object.TreeDifference.Difference;
import dev.coord.git.renumber.RenumberedFiles;
import dev.coord.merge.Candidate;
import dev.coord.proof.CandidateFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** The files of one candidate, or of what is left when work is taken back, for whoever checks them. Lines that the count of lines has read are not read again. For one thread. */
final class WaveFiles implements CandidateFiles {

    private static final long LARGEST = 16 << 20;

    private final Git git;
    private final CommitId base;
    private final CommitId commit;
    private final BlobLines lines;
    private final List<ChangedFile> changed = new ArrayList<>();
    private final Map<ChangedFile, String> own = new HashMap<>();
    private final Map<String, Difference> merged = new HashMap<>();
    private final Map<FeatureId, CommitId> beginnings = new HashMap<>();
    private final Map<CommitId, NavigableMap<String, String>> begun = new HashMap<>();
    private final Supplier<List<Part>> others;
    private final Supplier<SortedMap<String, ListedFile>> left;
    private final Map<ChangedFile, String> elsewhere = new LinkedHashMap<>();
    private boolean isElsewhereRead;
    private Optional<SortedMap<String, ListedFile>> takenBack = Optional.empty();
    private Optional<Listed> listed = Optional.empty();

    /**
     * What one feature changed.
     *
     * @param from where it was begun
     * @param files as it has them
     */
    record Part(FeatureId feature, CommitId from, List<Difference> files) {}

    /**
     * Of two states.
     *
     * @param base the target
     * @param commit what is looked at
     * @param parts what each feature changed, in their order
     * @param lines what has been read already
     * @param merged what differs between the two
     */
    WaveFiles(Git git, CommitId base, CommitId commit, List<Part> parts, BlobLines lines, List<Difference> merged) {
        this(git, base, commit, parts, lines, merged, List::of, TreeMap::new);
    }

    private WaveFiles(
            Git git,
            CommitId base,
            CommitId commit,
            List<Part> parts,
            BlobLines lines,
            List<Difference> merged,
            Supplier<List<Part>> others,
            Supplier<SortedMap<String, ListedFile>> left) {
        this.git = git;
        this.left = left;
        this.others = others;
        this.base = base;
        this.commit = commit;
        this.lines = lines;
        merged.forEach(file -> this.merged.put(file.path().text(), file));
        for (Part part : parts) {
            beginnings.put(part.feature(), part.from());
            for (Difference file : part.files()) {
                Kind kind = Kind.of(file.newMode());
                if (kind == Kind.FILE || (kind == Kind.NOTHING && Kind.of(file.oldMode()) == Kind.FILE)) {
                    ChangedFile one =
                            new ChangedFile(part.feature(), file.path().text(), kind == Kind.NOTHING);
                    changed.add(one);
                    own.put(one, file.newId());
                }
            }
        }
    }

    /**
     * Of a candidate: what each branch changed.
     *
     * @param left migrations that were taken back and are not undone
     */
    static WaveFiles of(
            Git git,
            Candidate candidate,
            BranchChanges changes,
            BlobLines lines,
            List<Difference> merged,
            Supplier<SortedMap<String, ListedFile>> left) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < changes.branches().size(); i++) {
            BranchChanges.Branch branch = changes.branches().get(i);
            parts.add(new Part(candidate.work().tips().get(i).feature(), branch.from(), branch.files()));
        }
        return new WaveFiles(
                git,
                candidate.base(),
                candidate.commit(),
                parts,
                lines,
                merged,
                () -> new WorkElsewhere(git, candidate).parts(),
                left);
    }

    @Override
    public List<ChangedFile> changed() {
        return List.copyOf(changed);
    }

    @Override
    public List<String> ownLines(ChangedFile file) {
        return text(own.getOrDefault(file, ""));
    }

    @Override
    public List<String> lines(String path) {
        return text(id(path));
    }

    @Override
    public List<String> linesBefore(String path) {
        return text(idBefore(path));
    }

    @Override
    public Optional<byte[]> content(String path) {
        return bytes(id(path));
    }

    @Override
    public Optional<byte[]> contentBefore(String path) {
        return bytes(idBefore(path));
    }

    @Override
    public Map<String, byte[]> contents(Collection<String> paths, int largest) {
        return bytes(paths, largest, this::id);
    }

    @Override
    public Map<String, byte[]> contentsBefore(Collection<String> paths, int largest) {
        return bytes(paths, largest, this::idBefore);
    }

    private Map<String, byte[]> bytes(Collection<String> paths, int largest, Function<String, String> ids) {
        Map<String, String> known = new HashMap<>();
        for (String path : paths) {
            String id = ids.apply(path);
            if (!BlobLines.isNone(id)) {
                known.put(path, id);
            }
        }
        Map<String, String> contents =
                Commits.contents(git, Commits.blobs(git, new HashSet<>(known.values()), Math.min(largest, LARGEST)));
        Map<String, byte[]> found = new HashMap<>();
        known.forEach((path, id) -> {
            String content = contents.get(id);
            if (content != null) {
                found.put(path, content.getBytes(ISO_8859_1));
            }
        });
        return found;
    }

    private List<String> text(String id) {
        List<String> all = lines.of(id);
        return BlobLines.isText(all) ? all : List.of();
    }

    private Optional<byte[]> bytes(String id) {
        return BlobLines.isNone(id)
                ? Optional.empty()
                : Optional.ofNullable(Commits.contents(git, Commits.blobs(git, List.of(id), LARGEST))
                                .get(id))
                        .map(content -> content.getBytes(ISO_8859_1));
    }

    @Override
    public SortedSet<String> paths() {
        return Collections.unmodifiableSortedSet(listed().after().navigableKeySet());
    }

    @Override
    public SortedSet<String> pathsBefore() {
        return Collections.unmodifiableSortedSet(listed().before().navigableKeySet());
    }

    @Override
    public SortedSet<String> pathsBegun(FeatureId feature) {
        return Collections.unmodifiableSortedSet(begun(feature).navigableKeySet());
    }

    @Override
    public Optional<byte[]> contentBegun(FeatureId feature, String path) {
        return bytes(begun(feature).getOrDefault(path, ""));
    }

    private NavigableMap<String, String> begun(FeatureId feature) {
        CommitId from = beginnings.getOrDefault(feature, base);
        return from.equals(base) ? listed().before() : begun.computeIfAbsent(from, this::known);
    }

    /** What a commit has, whatever it is called by now. */
    private NavigableMap<String, String> known(CommitId from) {
        NavigableMap<String, String> files = new TreeMap<>();
        ListedFile.all(git, from.value()).forEach((path, file) -> {
            if (file.isFile()) {
                files.put(path, file.id());
            }
        });
        files.putAll(RenumberedFiles.of(git, from, commit));
        return files;
    }

    @Override
    public List<ChangedFile> addedElsewhere() {
        return List.copyOf(elsewhere().keySet());
    }

    @Override
    public Optional<byte[]> contentElsewhere(ChangedFile file) {
        return bytes(elsewhere().getOrDefault(file, ""));
    }

    /** Most candidates are looked at without it. */
    private Map<ChangedFile, String> elsewhere() {
        if (!isElsewhereRead) {
            isElsewhereRead = true;
            for (Part part : others.get()) {
                part.files().stream()
                        .filter(file -> file.isAddition() && Kind.of(file.newMode()) == Kind.FILE)
                        .forEach(file -> elsewhere.put(
                                new ChangedFile(part.feature(), file.path().text(), false), file.newId()));
            }
        }
        return elsewhere;
    }

    @Override
    public boolean comesBack(String path) {
        if (takenBack.isEmpty()) {
            takenBack = Optional.of(left.get()); // reads every record of a rollback
        }
        ListedFile then = takenBack.get().get(path);
        return then != null && then.id().equals(id(path));
    }

    @Override
    public SortedSet<String> links() {
        return Collections.unmodifiableSortedSet(listed().links());
    }

    @Override
    public Optional<String> contentId(String path) {
        return Optional.ofNullable(listed().after().get(path));
    }

    @Override
    public Optional<String> contentIdBefore(String path) {
        return Optional.ofNullable(listed().before().get(path));
    }

    private Listed listed() {
        if (listed.isEmpty()) {
            listed = Optional.of(Listed.of(git, commit, merged.values()));
        }
        return listed.get();
    }

    /** Every file of both, by its id. */
    private record Listed(
            NavigableMap<String, String> before, NavigableMap<String, String> after, SortedSet<String> links) {

        /** The one is listed, the other is told by what differs. */
        static Listed of(Git git, CommitId commit, Collection<Difference> merged) {
            Listed all = new Listed(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
            ListedFile.all(git, commit.value()).forEach((path, file) -> all.add(all.after, path, file));
            all.before.putAll(all.after);
            for (Difference file : merged) {
                String path = file.path().text();
                all.before.remove(path);
                if (!file.isAddition()) {
                    all.add(all.before, path, new ListedFile(file.oldMode(), file.oldId()));
                }
            }
            return all;
        }

        private void add(Map<String, String> side, String path, ListedFile file) {
            if (file.isFile()) {
                side.put(path, file.id());
            } else {
                links.add(path);
            }
        }
    }

    private String id(String path) {
        Difference file = merged.get(path);
        return file == null ? unchanged(commit, path) : file.newId();
    }

    private String idBefore(String path) {
        Difference file = merged.get(path);
        return file == null ? unchanged(base, path) : file.oldId();
    }

    /** The content of a file that both have, or none. */
    private String unchanged(CommitId at, String path) {
        Optional<String> known =
                listed.flatMap(all -> Optional.ofNullable(all.after().get(path)));
        if (known.isPresent()) {
            return known.get();
        }
        String name = at + ":" + new String(path.getBytes(UTF_8), ISO_8859_1);
        List<Optional<String>> found = Commits.named(git, List.of(name));
        if (!found.isEmpty()) {
            return found.get(0).orElse("");
        }
        GitAnswer answer = git.ask("rev-parse", "--verify", "--quiet", at + ":" + path);
        return answer.succeeded() ? answer.line() : "";
    }
}
