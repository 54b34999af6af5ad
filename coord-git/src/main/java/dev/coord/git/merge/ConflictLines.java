package dev.coord.git.merge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.merge.MergeOutcome.LineRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the lines of a conflict by the marks that git has set: with the full commit in them, they are nobody else's. */
final class ConflictLines {

    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? .*", Pattern.DOTALL);

    private static final int MOST_LINES = 40;

    private final Git git;
    private final CommitId ours;
    private final CommitId marked;

    /**
     * Of one merge.
     *
     * @param ours what was merged onto
     * @param marked the tree that came out
     */
    ConflictLines(Git git, CommitId ours, CommitId marked) {
        this.git = git;
        this.ours = ours;
        this.marked = marked;
    }

    /** Where the conflicts are, by the lines of what was merged onto. */
    List<LineRange> in(GitPath file) {
        Optional<String> before = blob(ours, file);
        Optional<String> after = blob(marked, file);
        if (before.isEmpty() || after.isEmpty() || before.equals(after)) {
            return List.of();
        }
        String difference = git.run(
                        "diff",
                        "--no-color",
                        "--no-ext-diff",
                        "--no-textconv",
                        "--unified=0",
                        before.get(),
                        after.get())
                .raw();
        return ranges(difference, ours);
    }

    /** The ranges that a difference without context shows. */
    static List<LineRange> ranges(String difference, CommitId ours) {
        Pattern opening = Pattern.compile("\\+(<+) " + ours + ".*", Pattern.DOTALL);
        List<LineRange> ranges = new ArrayList<>();
        String middle = ""; // all marks of a conflict are of one length, which an attribute can set
        OptionalInt first = OptionalInt.empty();
        int next = 0; // the line of ours that comes next; none before the first hunk
        for (String line : difference.split("\n", -1)) {
            Matcher hunk = HUNK.matcher(line);
            Matcher opened = opening.matcher(line);
            if (hunk.matches()) {
                next = Integer.parseInt(hunk.group(1)) + ("0".equals(hunk.group(2)) ? 1 : 0);
            } else if (next > 0 && line.startsWith("-")) {
                next++;
            } else if (opened.matches()) {
                first = OptionalInt.of(next);
                middle = "+" + "=".repeat(opened.group(1).length());
            } else if (first.isPresent() && line.stripTrailing().equals(middle)) {
                ranges.add(new LineRange(first.getAsInt(), next - 1));
                first = OptionalInt.empty();
            }
        }
        return ranges;
    }

    /** The text of each conflict between git's marks, which say what the sides are. */
    List<String> texts(GitPath file, CommitId theirs, String oursIs, String theirsIs) {
        Optional<String> after = blob(marked, file);
        return after.isEmpty()
                ? List.of()
                : texts(git.run("cat-file", "blob", after.get()).raw(), theirs).stream()
                        .map(text -> new String(text.getBytes(ISO_8859_1), UTF_8)
                                .replace(ours.value(), oursIs)
                                .replace(theirs.value(), theirsIs))
                        .toList();
    }

    private List<String> texts(String content, CommitId theirs) {
        Pattern opening = Pattern.compile("<+ " + ours + ".*");
        Pattern closing = Pattern.compile(">+ " + theirs + ".*");
        List<String> texts = new ArrayList<>();
        List<String> open = new ArrayList<>();
        int lines = 0;
        for (String line : content.split("\n", -1)) {
            String bare = line.stripTrailing();
            if (opening.matcher(bare).matches()) {
                open.clear();
                lines = 0;
            } else if (open.isEmpty()) {
                continue;
            }
            lines++;
            boolean closes = closing.matcher(bare).matches();
            if (lines <= MOST_LINES || closes) {
                open.add(bare);
            } else if (lines == MOST_LINES + 1) {
                open.add("...");
            }
            if (closes) {
                texts.add(String.join("\n", open));
                open.clear();
            }
        }
        return texts;
    }

    /** What is no file, such as a directory that the other side put there, has no lines. */
    private Optional<String> blob(CommitId tree, GitPath file) {
        return git
                .run(
                        "--literal-pathspecs",
                        "ls-tree",
                        "--full-tree",
                        "-z",
                        tree.value(),
                        "--",
                        NativeText.text(file.bytes()))
                .rawFields()
                .stream()
                .map(entry -> entry.split("[ \t]", 4))
                .filter(fields -> fields[1].equals("blob"))
                .map(fields -> fields[2])
                .findFirst();
    }
}
