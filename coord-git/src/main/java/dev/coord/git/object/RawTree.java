package dev.coord.git.object;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.git.command.Git;
import dev.coord.git.command.ObjectReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A directory as git keeps it. */
public final class RawTree {

    private static final String DIRECTORY = "40000";

    private RawTree() {}

    /**
     * An entry of a directory.
     *
     * @param mode as git tells it of files: six digits, {@code 40000} for a directory
     * @param id the object
     * @param name one character for each byte, without a slash
     */
    public record Entry(String mode, String id, String name) {

        public boolean isDirectory() {
            return mode.equals(DIRECTORY);
        }
    }

    /** The entries of directories, by their ids; nothing if git on it has no reader, or lacks one of them. */
    public static Optional<Map<String, List<Entry>>> read(Git git, Collection<String> ids) {
        if (ids.isEmpty()) {
            return Optional.of(Map.of());
        }
        List<String> wanted = ids.stream().distinct().toList();
        Optional<List<Optional<ObjectReader.Answer>>> answers = git.reader().flatMap(reader -> reader.contents(wanted));
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<Entry>> trees = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            Optional<ObjectReader.Answer> answer = answers.get().get(i);
            if (answer.filter(found -> found.type().equals("tree")).isEmpty()) {
                return Optional.empty();
            }
            trees.put(
                    wanted.get(i),
                    parse(answer.get().content(), answer.get().id().length() / 2));
        }
        return Optional.of(trees);
    }

    /**
     * Reads what git keeps: mode, name and the bytes of an id, one after the other.
     *
     * @param content one character for each byte
     * @param idLength how many bytes an id has
     */
    static List<Entry> parse(String content, int idLength) {
        List<Entry> entries = new ArrayList<>();
        int at = 0;
        while (at < content.length()) {
            int space = content.indexOf(' ', at);
            int end = content.indexOf('\0', space);
            byte[] id = content.substring(end + 1, end + 1 + idLength).getBytes(ISO_8859_1);
            entries.add(new Entry(
                    content.substring(at, space), HexFormat.of().formatHex(id), content.substring(space + 1, end)));
            at = end + 1 + idLength;
        }
        return entries;
    }
}
