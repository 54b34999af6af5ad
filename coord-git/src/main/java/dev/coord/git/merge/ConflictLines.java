package dev.coord.git.merge;

import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.merge.CommitId;
import dev.coord.merge.MergeOutcome.LineRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the lines of a conflict by the marks that git has set: with the full commit in them, they are nobody else's. */
final class ConflictLines {

    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? .*");
    private static final Pattern MIDDLE = Pattern.compile("\\+={7,}");

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
        Pattern opening = Pattern.compile("\\+<{7,} " + ours + ".*");
        List<LineRange> ranges = new ArrayList<>();
        OptionalInt first = OptionalInt.empty();
        int next = 0; // the line of ours that comes next; none before the first hunk
        for (String line : difference.split("\n", -1)) {
            Matcher hunk = HUNK.matcher(line);
            if (hunk.matches()) {
                next = Integer.parseInt(hunk.group(1)) + ("0".equals(hunk.group(2)) ? 1 : 0);
            } else if (next > 0 && line.startsWith("-")) {
                next++;
            } else if (opening.matcher(line).matches()) {
                first = OptionalInt.of(next);
            } else if (first.isPresent() && MIDDLE.matcher(line.stripTrailing()).matches()) {
                ranges.add(new LineRange(first.getAsInt(), next - 1));
                first = OptionalInt.empty();
            }
        }
        return ranges;
    }

    private Optional<String> blob(CommitId tree, GitPath file) {
        GitAnswer answer = git.ask(
                "rev-parse", "--verify", "--quiet", "--end-of-options", tree + ":" + NativeText.text(file.bytes()));
        return answer.succeeded() ? Optional.of(answer.line()) : Optional.empty();
    }
}
