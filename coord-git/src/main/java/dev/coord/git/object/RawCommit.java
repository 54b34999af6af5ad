package dev.coord.git.object;

import dev.coord.CommitId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A commit as git keeps it: what a setting makes of dates, encodings and trailers does not count.
 *
 * @param id its name
 * @param parents in their order
 * @param time when it was committed, in seconds
 * @param message one character for each byte
 */
public record RawCommit(CommitId id, List<CommitId> parents, long time, String message) {

    private static final Pattern TIME = Pattern.compile("> (-?\\d{1,18}) [-+]\\d+$");

    public RawCommit {
        parents = List.copyOf(parents);
    }

    static RawCommit of(RawObject object) {
        String text = object.content();
        int end = text.indexOf("\n\n");
        String headers = end < 0 ? text : text.substring(0, end);
        List<CommitId> parents = new ArrayList<>();
        long time = 0;
        for (String line : headers.split("\n", -1)) {
            if (line.startsWith("parent ")) {
                parents.add(new CommitId(line.substring("parent ".length())));
            }
            Matcher committed = TIME.matcher(line);
            if (line.startsWith("committer ") && committed.find()) {
                time = Long.parseLong(committed.group(1));
            }
        }
        return new RawCommit(
                new CommitId(object.id()), parents, time, end < 0 ? "" : text.substring(end + "\n\n".length()));
    }
}
