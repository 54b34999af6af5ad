package dev.coord.git.repository;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.file.PlainFile;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.GitPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Ignored files that were in a work tree before its agent began: carried into it, or made by its set-up. They are not the agent's
 * work, even where its feature declares what covers them. Noted outside of the work tree.
 *
 * @param carried what was copied from the user's checkout; never part of a feature's work
 * @param states what each looked like, those too that set-up made and the feature declares
 * @param others what set-up made beside those; never part of a feature's work
 * @param ready whether the work tree was made ready; nothing in one that was not is an agent's
 */
public record Provided(Set<GitPath> carried, Map<GitPath, String> states, Set<GitPath> others, boolean ready) {

    private static final String FILE = "coord-provided"; // below a name that is no part of what git notes
    private static final String CARRIED = "carried";
    private static final String MADE = "made";
    private static final String OTHER = "other -";

    private static final Provided NOTHING = new Provided(Set.of(), Map.of(), Set.of(), true);

    /** Notes that no agent has begun yet. */
    public static void begin(WorkTree tree) {
        write(file(tree), "");
    }

    /**
     * Notes what is there now, and that an agent may begin.
     *
     * @param declared ignored files that the feature declares; its agent may make them its own
     * @param ignored every ignored file
     */
    public static void end(
            WorkTree tree, Collection<GitPath> carried, Collection<GitPath> declared, Collection<GitPath> ignored) {
        StringBuilder text = new StringBuilder("ready\0");
        Set<GitPath> copies = new HashSet<>(carried);
        Set<GitPath> own = new HashSet<>(declared);
        Set<GitPath> all = new TreeSet<>(ignored);
        all.addAll(copies);
        for (GitPath path : all) {
            String kind = copies.contains(path) ? CARRIED : MADE;
            text.append(
                            copies.contains(path) || own.contains(path)
                                    ? kind + " " + state(path.file(tree.directory()))
                                    : OTHER)
                    .append(' ')
                    .append(path.raw())
                    .append('\0');
        }
        write(file(tree), text.toString());
    }

    /** What is noted of a work tree; nothing where nothing was carried or set up. */
    public static Provided of(WorkTree tree) {
        if (!tree.registered()) {
            return NOTHING;
        }
        Path file = file(tree);
        try {
            return parse(new String(PlainFile.read(file), ISO_8859_1));
        } catch (NoSuchFileException e) {
            return NOTHING;
        } catch (IOException e) {
            throw new RepositoryFailed("cannot read " + file + ": " + FailureText.of(e) + "; make it readable", e);
        }
    }

    private static Provided parse(String text) {
        Set<GitPath> carried = new TreeSet<>();
        Map<GitPath, String> states = new HashMap<>();
        Set<GitPath> others = new HashSet<>();
        for (String line : text.split("\0", -1)) {
            String[] fields = line.split(" ", 3);
            if (fields.length == 3) {
                GitPath path = new GitPath(fields[2]);
                if (line.startsWith(OTHER)) {
                    others.add(path);
                    continue;
                }
                states.put(path, fields[1]);
                if (fields[0].equals(CARRIED)) {
                    carried.add(path);
                }
            }
        }
        return new Provided(carried, states, others, !text.isEmpty());
    }

    /** Those that are as they were. */
    public Set<GitPath> unchanged(Path directory) {
        return states.entrySet().stream()
                .filter(entry -> state(entry.getKey().file(directory)).equals(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** What never lands: all but what the feature declares and its agent has changed since. */
    public Set<GitPath> notToLand(Path directory) {
        Set<GitPath> all = new TreeSet<>(unchanged(directory));
        all.addAll(carried);
        all.addAll(others);
        return all;
    }

    /** One word; equal as long as nobody writes to the file. */
    private static String state(Path file) {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.size() + ":" + found.lastModifiedTime().toInstant() + ":" + found.fileKey();
        } catch (IOException e) {
            return "gone";
        }
    }

    private static Path file(WorkTree tree) {
        return tree.administration().resolve(FILE);
    }

    private static void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new RepositoryFailed("cannot write " + file + ": " + FailureText.of(e) + "; make it writable", e);
        }
    }
}
