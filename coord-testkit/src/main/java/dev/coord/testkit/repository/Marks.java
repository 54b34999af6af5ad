package dev.coord.testkit.repository;

import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.run.Workspaces.Hunk;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The marks around what does not merge; here a whole file is one place. */
final class Marks {

    private static final String OPENING = "<<<<<<<\n";
    private static final String MIDDLE = "=======\n";
    private static final String CLOSING = ">>>>>>>\n";

    private Marks() {}

    static String around(String target, String own) {
        return OPENING + target + MIDDLE + own + CLOSING;
    }

    /** The files that have marks. */
    static List<String> in(SortedMap<String, String> tree) {
        return tree.entrySet().stream()
                .filter(file -> file.getValue().startsWith(OPENING))
                .map(Map.Entry::getKey)
                .toList();
    }

    static List<ConflictedFile> unresolved(SortedMap<String, String> tree) {
        return in(tree).stream()
                .map(path -> new ConflictedFile(path, List.of(new LineRange(1, 1)), List.of()))
                .toList();
    }

    /** What stands between the marks of a file. */
    static Hunk hunk(String path, String content) {
        int middle = content.lastIndexOf(MIDDLE);
        int end = content.lastIndexOf(CLOSING);
        return new Hunk(
                path,
                1,
                content.substring(OPENING.length(), middle),
                "",
                content.substring(middle + MIDDLE.length(), end));
    }
}
