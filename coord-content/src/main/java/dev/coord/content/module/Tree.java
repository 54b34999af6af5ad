package dev.coord.content.module;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.content.json.JsonData;
import dev.coord.proof.CandidateFiles;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** One side of a candidate, with what its files say. Each content is read once, also over several trees. For one thread. */
public final class Tree {
    private static final int LARGEST = 1 << 20;
    private static final int AHEAD = 100;
    private static final String INSTALLED = "node_modules/";

    private final SourceLanguage language;
    private final SourceMemory memory;
    private final SortedSet<String> paths;
    private final SortedSet<String> links;
    private final Function<String, Optional<byte[]>> contents;
    private final Function<Collection<String>, Map<String, byte[]>> many;
    private final Function<String, Optional<String>> ids;
    private final Set<String> all;
    private final Set<String> stems = new HashSet<>();
    private final Set<String> directories = new HashSet<>();
    private final SortedSet<String> sources = new TreeSet<>();
    private final Set<String> isSource;
    private final Map<String, SourceFacts> facts = new HashMap<>();
    private Optional<IgnoredPaths> ignored = Optional.empty();

    private Tree(
            SourceLanguage language,
            SourceMemory memory,
            SortedSet<String> paths,
            SortedSet<String> links,
            Function<String, Optional<byte[]>> contents,
            Function<Collection<String>, Map<String, byte[]>> many,
            Function<String, Optional<String>> ids) {
        this.language = language;
        this.memory = memory;
        this.paths = paths;
        this.links = links;
        this.contents = contents;
        this.many = many;
        this.ids = ids;
        this.all = new HashSet<>(paths);
        for (String path : paths) {
            for (int dot = path.indexOf('.', path.lastIndexOf('/') + 1); dot > 0; dot = path.indexOf('.', dot + 1)) {
                stems.add(path.substring(0, dot));
            }
            if (language.isSource(path) && !isInstalled(path)) {
                sources.add(path);
            }
            String directory = PathText.directory(path);
            while (directories.add(directory) && !directory.isEmpty()) {
                directory = PathText.directory(directory);
            }
        }
        this.isSource = new HashSet<>(sources);
    }

    /**
     * What was merged.
     *
     * @param files both sides
     * @param language whose files are read
     * @param memory what is known already
     * @return the candidate
     */
    public static Tree after(CandidateFiles files, SourceLanguage language, SourceMemory memory) {
        return new Tree(
                language,
                memory,
                files.paths(),
                files.links(),
                files::content,
                paths -> files.contents(paths, LARGEST),
                files::contentId);
    }

    /**
     * What it was merged onto.
     *
     * @param files both sides
     * @param language whose files are read
     * @param memory what is known already
     * @return the target
     */
    public static Tree before(CandidateFiles files, SourceLanguage language, SourceMemory memory) {
        return new Tree(
                language,
                memory,
                files.pathsBefore(),
                files.links(),
                files::contentBefore,
                paths -> files.contentsBefore(paths, LARGEST),
                files::contentIdBefore);
    }

    /**
     * Every file.
     *
     * @return their paths; not to be changed
     */
    public SortedSet<String> paths() {
        return paths;
    }

    /**
     * Every file of the language, but those of installed packages.
     *
     * @return their paths; not to be changed
     */
    public SortedSet<String> sources() {
        return sources;
    }

    /**
     * Whether there is a file.
     *
     * @param path where
     * @return true if there is
     */
    public boolean has(String path) {
        return all.contains(path);
    }

    /**
     * Whether there is a file of any ending.
     *
     * @param stem what stands before a point in its name
     * @return true if there is
     */
    public boolean hasStem(String stem) {
        return stems.contains(stem);
    }

    /**
     * Whether there is a directory.
     *
     * @param path where; empty for the top
     * @return true if a file lies in it
     */
    public boolean isDirectory(String path) {
        return directories.contains(path);
    }

    /**
     * Whether a place lies behind a link or in a submodule, at which nothing can be looked up.
     *
     * @param path where
     * @return true if it does
     */
    public boolean isElsewhere(String path) {
        for (String above = path; !above.isEmpty(); above = PathText.directory(above)) {
            if (links.contains(above)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether git ignores what would lie at a place, so that it is there although nobody committed it.
     *
     * @param path where
     * @return true if a {@code .gitignore} of the repository says so
     */
    public boolean isIgnored(String path) {
        if (ignored.isEmpty()) {
            ignored = Optional.of(IgnoredPaths.of(this));
        }
        return ignored.get().contains(path);
    }

    /**
     * What a source file says.
     *
     * @param path the file
     * @return nothing certain where it is none, is too large, or lies among installed packages
     */
    public SourceFacts facts(String path) {
        return facts.computeIfAbsent(path, this::read);
    }

    /**
     * What a source file says when it is read more closely.
     *
     * @param path the file
     * @return as {@link #facts}
     */
    public SourceFacts closeFacts(String path) {
        return language.isReadClosely(path)
                ? key(path)
                        .map(key -> memory.closeFacts.of(
                                key,
                                () -> text(path)
                                        .map(text -> language.readClosely(path, text))
                                        .orElse(SourceFacts.NONE)))
                        .orElse(SourceFacts.NONE)
                : facts(path);
    }

    /**
     * Whether a file is read.
     *
     * @param path the file
     * @return true if it is there, and {@link #facts} may tell something of it
     */
    public boolean isSource(String path) {
        return isSource.contains(path);
    }

    /**
     * Whether a file belongs to an installed package.
     *
     * @param path the file
     * @return true if others wrote it
     */
    public static boolean isInstalled(String path) {
        return path.startsWith(INSTALLED) || path.contains('/' + INSTALLED);
    }

    private SourceFacts read(String path) {
        Optional<String> key = key(path);
        if (key.filter(one -> !memory.facts.has(one)).isPresent()) {
            readAhead(path);
        }
        return key.map(one -> memory.facts.of(one, () -> read(path, text(path))))
                .orElse(SourceFacts.NONE);
    }

    private SourceFacts read(String path, Optional<String> text) {
        return text.map(known -> language.read(path, known)).orElse(SourceFacts.NONE);
    }

    /** What a file holds, and how that is read. */
    private Optional<String> key(String path) {
        String name = PathText.name(path);
        return (isSource(path) ? ids.apply(path) : Optional.<String>empty())
                .map(id -> id + name.substring(Math.max(0, name.indexOf('.'))));
    }

    /** All are asked for in their order, and many are read at once in much less time than one by one. */
    private void readAhead(String path) {
        Map<String, String> unknown = new LinkedHashMap<>();
        sources.tailSet(path).stream()
                .limit(AHEAD)
                .forEach(next ->
                        key(next).filter(key -> !memory.facts.has(key)).ifPresent(key -> unknown.put(next, key)));
        Map<String, byte[]> read = many.apply(unknown.keySet());
        unknown.forEach((next, key) -> memory.facts.of(
                key, () -> read(next, Optional.ofNullable(read.get(next)).flatMap(Tree::text))));
    }

    /**
     * A JSON file.
     *
     * @param path the file
     * @return what it holds; nothing where there is no such file, or it is no JSON
     */
    public JsonData data(String path) {
        return ids.apply(path)
                .map(id -> memory.data.of(
                        id, () -> text(path).flatMap(JsonData::read).orElse(JsonData.NONE)))
                .orElse(JsonData.NONE);
    }

    /**
     * A short file that is asked for in each candidate.
     *
     * @param path the file
     * @return its text; empty where there is no such file
     */
    public String keptText(String path) {
        return ids.apply(path)
                .map(id -> memory.texts.of(id, () -> text(path).orElse("")))
                .orElse("");
    }

    /**
     * The text of a file.
     *
     * @param path the file
     * @return what it holds; nothing where there is no such file, or it is too large for one that people wrote
     */
    public Optional<String> text(String path) {
        return contents.apply(path).flatMap(Tree::text);
    }

    private static Optional<String> text(byte[] content) {
        return content.length > LARGEST ? Optional.empty() : Optional.of(new String(content, UTF_8));
    }
}
