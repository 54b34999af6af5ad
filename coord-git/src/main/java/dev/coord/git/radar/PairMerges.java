package dev.coord.git.radar;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.structured.FileConflict;
import dev.coord.git.structured.FileConflicts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Merges pairs of commits by {@code git merge-tree}, many of them by one process. */
final class PairMerges {

    /** Git has been able to do several at once since 2.39. It reads all of them before it answers, and so must not be waited for. */
    private static final List<String> MANY = List.of("merge-tree", "--write-tree", "-z", "--stdin");

    private static final int CONFLICT = 1;

    private PairMerges() {}

    /** What is to be merged. */
    record Pair(CommitId ours, CommitId theirs) {}

    /**
     * What git has of a file in conflict, by the names of its contents; empty where a side has none, or what it has is no regular file.
     */
    record Stages(String base, String ours, String theirs) {

        static final Stages NONE = new Stages("", "", "");

        Stages with(char stage, String blob) {
            return switch (stage) {
                case '1' -> new Stages(blob, ours, theirs);
                case '2' -> new Stages(base, blob, theirs);
                default -> new Stages(base, ours, blob);
            };
        }
    }

    /**
     * What git could not merge of a pair.
     *
     * @param files by their names
     * @param contents the same, where nothing but the contents of plain files is in conflict; otherwise nothing
     */
    record Unmerged(SortedMap<GitPath, Stages> files, List<FileConflict> contents) {

        static final Unmerged NONE = new Unmerged(new TreeMap<>(), List.of());
    }

    /**
     * Merges each of them.
     *
     * @param git on a work tree with the attributes that count
     * @return what is in conflict of each; what has no history in common has none
     */
    static Map<Pair, Unmerged> merge(Git git, List<Pair> pairs) {
        Map<Pair, Unmerged> merged = new LinkedHashMap<>();
        if (pairs.size() > 1) {
            StringBuilder asked = new StringBuilder();
            pairs.forEach(pair ->
                    asked.append(pair.ours()).append(' ').append(pair.theirs()).append('\n'));
            GitAnswer answer = git.ask(asked.toString().getBytes(US_ASCII), MANY);
            if (answer.succeeded()) {
                Fields fields = new Fields(answer.raw());
                for (Pair pair : pairs) {
                    boolean isClean = fields.next().equals("1");
                    fields.next(); // the tree
                    merged.put(pair, isClean ? fields.skipEnd() : fields.conflicts());
                }
                return merged;
            }
        }
        pairs.forEach(pair -> merged.put(pair, merge(git, pair)));
        return merged;
    }

    private static Unmerged merge(Git git, Pair pair) {
        List<String> command = List.of(
                "merge-tree",
                "--write-tree",
                "-z",
                pair.ours().value(),
                pair.theirs().value());
        GitAnswer answer = git.ask(new byte[0], command);
        if (answer.succeeded()) {
            return Unmerged.NONE;
        }
        if (answer.exit() > CONFLICT || answer.raw().isEmpty()) {
            if (git.ask("merge-base", pair.ours().value(), pair.theirs().value())
                            .exit()
                    == 1) {
                return Unmerged.NONE;
            }
            throw git.failed(command, answer);
        }
        Fields fields = new Fields(answer.raw());
        fields.next();
        return fields.conflicts();
    }

    /** Goes through what git said: files, an empty field, what there is to say, an empty field. */
    private static final class Fields {

        private static final Pattern NUMBER = Pattern.compile("\\d+");

        private final List<String> all;
        private int at;

        Fields(String raw) {
            all = List.of(raw.split("\0", -1));
        }

        String next() {
            return at < all.size() ? all.get(at++) : "";
        }

        Unmerged skipEnd() {
            next();
            return Unmerged.NONE;
        }

        /** For each message the number of paths, the paths, the kind, the text. Of submodules git says more, in place of the end. */
        Unmerged conflicts() {
            int begin = at;
            SortedMap<GitPath, Stages> files = new TreeMap<>();
            for (String field = next(); !field.isEmpty(); field = next()) {
                int tab = field.indexOf('\t'); // mode id stage TAB path
                String[] words = field.substring(0, tab).split(" ", -1);
                GitPath path = new GitPath(field.substring(tab + 1));
                String blob = words[0].startsWith("100") ? words[1] : "";
                files.put(path, files.getOrDefault(path, Stages.NONE).with(words[2].charAt(0), blob));
            }
            List<String> named = new ArrayList<>();
            for (String count = next(); NUMBER.matcher(count).matches(); count = next()) {
                List<String> paths = new ArrayList<>();
                for (int i = Integer.parseInt(count); i > 0; i--) {
                    paths.add(next());
                }
                if (next().startsWith("CONFLICT")) {
                    named.addAll(paths);
                }
                next();
            }
            if (files.isEmpty()) {
                named.forEach(path -> files.put(new GitPath(path), Stages.NONE));
            }
            return new Unmerged(
                    files,
                    FileConflicts.read(all.subList(begin, Math.min(at, all.size())))
                            .contents()
                            .orElse(List.of()));
        }
    }
}
