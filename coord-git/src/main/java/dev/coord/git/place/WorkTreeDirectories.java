package dev.coord.git.place;

import dev.coord.RepoPath;
import dev.coord.core.file.SystemPath;
import dev.coord.core.path.PathPattern;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is a directory in the work tree that one stands in; each directory is read once. Links are files, as they are for git.
 * What cannot be read is no directory. For one thread. Reading 6.
 */
public final class WorkTreeDirectories implements Predicate<RepoPath> {

    /** A glob is looked up in so many directories; a work tree with more may hold a program's own copies of thousands. */
    private static final int MOST = 20_000;

    private static final Map<String, Path> NONE = Map.of();

    private final Map<String, Map<String, Path>> below = new HashMap<>();
    private final Map<String, List<String>> byName = new HashMap<>();

    private WorkTreeDirectories(Path root) {
        below.put("", directoriesIn(root));
    }

    /**
     * Finds directories as a plan needs them.
     *
     * @param start a directory in a work tree
     * @return tells whether a path names a directory; of nothing outside of a work tree
     */
    public static Predicate<RepoPath> around(Path start) {
        return rootOf(start).<Predicate<RepoPath>>map(WorkTreeDirectories::new).orElse(path -> false);
    }

    /** Whether the path, or one of its alternatives, names a directory. */
    @Override
    public boolean test(RepoPath name) {
        PathPattern path = PathPattern.of(name);
        String text = path.toString();
        if (!path.isGlob()) {
            int end = text.lastIndexOf('/');
            return directories(end < 0 ? "" : text.substring(0, end)).containsKey(text.substring(end + 1));
        }
        return anyBelow(path);
    }

    private boolean anyBelow(PathPattern glob) {
        if (glob.lastNames().isEmpty()) {
            return glob.toString().indexOf('{') >= 0
                    && all().values().stream().flatMap(List::stream).anyMatch(glob::names);
        }
        return glob.lastNames().stream()
                .flatMap(name -> all().getOrDefault(name, List.of()).stream())
                .anyMatch(glob::names);
    }

    /** Every directory by its last segment; read once, however many globs are looked up. */
    private Map<String, List<String>> all() {
        if (byName.isEmpty()) {
            Deque<String> open = new ArrayDeque<>(List.of(""));
            for (int looked = 0; looked < MOST && !open.isEmpty(); looked++) {
                String parent = open.remove();
                for (String name : directories(parent).keySet()) {
                    String directory = parent.isEmpty() ? name : parent + "/" + name;
                    byName.computeIfAbsent(name, key -> new ArrayList<>()).add(directory);
                    open.add(directory);
                }
            }
        }
        return byName;
    }

    private Map<String, Path> directories(String parent) {
        Map<String, Path> known = below.get(parent);
        if (known == null) {
            int end = parent.lastIndexOf('/');
            Path place = directories(end < 0 ? "" : parent.substring(0, end)).get(parent.substring(end + 1));
            known = place == null ? NONE : directoriesIn(place);
            below.put(parent, known);
        }
        return known;
    }

    private static Map<String, Path> directoriesIn(Path place) {
        Map<String, Path> found = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    found.put(nameOf(entry), entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return NONE;
        }
        found.remove(".git");
        return found;
    }

    /** A path as text is damaged where the locale has no letters for it; as an address it keeps the bytes, which git takes for UTF-8. */
    private static String nameOf(Path entry) {
        String address = entry.toUri().getRawPath().replaceFirst("/$", "");
        String name = address.substring(address.lastIndexOf('/') + 1);
        return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Optional<Path> rootOf(Path start) {
        for (Path at = SystemPath.real(start); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}
