package dev.coord.git.lines;

import dev.coord.CommitId;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks git who wrote lines. */
public final class Blame {

    private static final Logger LOG = LoggerFactory.getLogger(Blame.class);

    private static final Pattern BLAMED = Pattern.compile("([0-9a-f]{40,64}) \\d+ (\\d+)(?: \\d+)?");
    private static final int MOST_RANGES = 200;

    /** A file of commits to ignore that settings name must be there, even where another setting empties that list. */
    private static final List<String> ARGUMENTS = List.of(
            "blame",
            "--no-ignore-revs-file",
            "--no-ignore-rev",
            "--no-textconv",
            "--first-parent",
            "--root",
            "--porcelain");

    private Blame() {}

    /** The commit of the target that brought each of the lines; none where git does not know, of which the log tells. */
    public static Map<Integer, CommitId> of(Git git, CommitId at, GitPath path, List<Integer> numbers) {
        List<String> arguments = new ArrayList<>(ARGUMENTS);
        List<String> ranges = ranges(numbers);
        if (ranges.size() <= MOST_RANGES) {
            ranges.forEach(range -> arguments.addAll(List.of("-L", range)));
        }
        arguments.addAll(List.of(at.value(), "--", NativeText.text(path.bytes())));
        GitAnswer answer = git.ask(new byte[0], arguments);
        if (!answer.succeeded()) {
            LOG.warn(
                    "it is not known who wrote lines of {} that are gone; they count as those of whoever landed such lines last: {}",
                    path,
                    git.failed(arguments, answer).getMessage());
            return Map.of();
        }
        Set<Integer> asked = new HashSet<>(numbers);
        Map<Integer, CommitId> blamed = new HashMap<>();
        answer.raw().lines().forEach(line -> {
            Matcher header = BLAMED.matcher(line);
            if (header.matches() && asked.contains(Integer.parseInt(header.group(2)))) {
                blamed.put(Integer.parseInt(header.group(2)), new CommitId(header.group(1)));
            }
        });
        return blamed;
    }

    private static List<String> ranges(List<Integer> numbers) {
        List<String> ranges = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < numbers.size(); i++) {
            if (i + 1 == numbers.size() || numbers.get(i + 1) != numbers.get(i) + 1) {
                ranges.add(numbers.get(first) + "," + numbers.get(i));
                first = i + 1;
            }
        }
        return ranges;
    }
}
