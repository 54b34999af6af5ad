package dev.coord.git.object;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.git.command.Git;
import dev.coord.git.command.ObjectReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An object as git keeps it. No setting of the user's touches how it is told.
 *
 * @param id its name
 * @param type {@code commit}, {@code tree}, {@code blob} or {@code tag}
 * @param content one character for each byte
 */
record RawObject(String id, String type, String content) {

    private static final List<String> COMMAND = List.of("cat-file", "--batch");

    private static final int FIELDS = 3;

    /** How many are asked for at once, so that a long history need not be in memory as a whole. */
    private static final int PORTION = 2000;

    /** Those of the ids that the repository has, in their order. */
    static List<RawObject> read(Git git, Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<String> wanted = List.copyOf(ids);
        Optional<List<Optional<ObjectReader.Answer>>> known =
                git.reader().flatMap(reader -> reader.contents(wanted)).filter(found -> isWhole(git, found));
        if (known.isPresent()) {
            return known.get().stream()
                    .flatMap(Optional::stream)
                    .map(answer -> new RawObject(answer.id(), answer.type(), answer.content()))
                    .toList();
        }
        String asked = ids.stream().map(id -> id + "\n").collect(Collectors.joining());
        return parse(git.run(asked.getBytes(US_ASCII), COMMAND).raw());
    }

    /** Whether nothing is missing that may lie where the reader does not look. */
    static boolean isWhole(Git git, List<Optional<ObjectReader.Answer>> found) {
        return git.isReadWhole() || found.stream().allMatch(Optional::isPresent);
    }

    /** Parts of a list, each short enough to be read at once. */
    static List<List<String>> portions(List<String> ids) {
        List<List<String>> portions = new ArrayList<>();
        for (int i = 0; i < ids.size(); i += PORTION) {
            portions.add(ids.subList(i, Math.min(ids.size(), i + PORTION)));
        }
        return portions;
    }

    static List<RawObject> parse(String answer) {
        List<RawObject> objects = new ArrayList<>();
        int at = 0;
        while (at < answer.length()) {
            int start = answer.indexOf('\n', at) + 1;
            String[] header = answer.substring(at, start - 1).split(" ", -1);
            at = start;
            if (header.length == FIELDS) { // otherwise there is no such object
                int end = start + Integer.parseInt(header[2]);
                objects.add(new RawObject(header[0], header[1], answer.substring(start, end)));
                at = end + 1;
            }
        }
        return objects;
    }
}
