package dev.coord.git.radar;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.git.command.Git;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The differences between versions of files, any number of them by three commands: git compares two trees that have a file for each
 * pair of versions. They are those that git merges by.
 */
final class BlobChanges {

    private static final Pattern FILE = Pattern.compile("(?m)^diff --git a/(\\d{8}) b/\\d{8}$");

    private static final List<String> DIFFERENCE = List.of(
            "diff-tree",
            "-r",
            "--patch",
            "--unified=3",
            "--inter-hunk-context=0",
            "--no-color",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--diff-algorithm=histogram",
            "--no-indent-heuristic",
            "--src-prefix=a/",
            "--dst-prefix=b/");

    private final Git git;
    private Map<Versions, BlobChange> known = new HashMap<>();
    private final Map<Versions, BlobChange> used = new HashMap<>();

    BlobChanges(Git git) {
        this.git = git;
    }

    /** Two versions of a file by the names of their contents; empty where it is not there. */
    record Versions(String before, String after) {}

    /** Finds out what is not known of these yet. */
    void find(Collection<Versions> wanted) {
        Set<Versions> unknown = new LinkedHashSet<>();
        for (Versions versions : wanted) {
            BlobChange change = known.get(versions);
            if (change != null) {
                used.put(versions, change);
            } else if (!used.containsKey(versions)) {
                unknown.add(versions);
            }
        }
        if (!unknown.isEmpty()) {
            compare(List.copyOf(unknown));
        }
    }

    /** What was found. */
    BlobChange of(Versions versions) {
        return used.getOrDefault(versions, BlobChange.NONE);
    }

    /** Remembers what was used since this was called last, and nothing else. */
    void turn() {
        known = new HashMap<>(used);
        used.clear();
    }

    private void compare(List<Versions> all) {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            add(before, all.get(i).before(), i);
            add(after, all.get(i).after(), i);
            used.put(all.get(i), BlobChange.NONE);
        }
        List<String> command = new ArrayList<>(DIFFERENCE);
        command.add(tree(before));
        command.add(tree(after));
        String patches = git.run(new byte[0], command).raw();
        Matcher file = FILE.matcher(patches);
        int from = -1;
        int number = 0;
        while (file.find()) {
            if (from >= 0) {
                used.put(all.get(number), BlobChange.of(patches.substring(from, file.start())));
            }
            number = Integer.parseInt(file.group(1));
            from = file.start();
        }
        if (from >= 0) {
            used.put(all.get(number), BlobChange.of(patches.substring(from)));
        }
    }

    private static void add(List<String> entries, String blob, int number) {
        if (!blob.isEmpty()) {
            entries.add(String.format("100644 blob %s\t%08d\n", blob, number));
        }
    }

    private String tree(List<String> entries) {
        return git.run(String.join("", entries).getBytes(US_ASCII), List.of("mktree"))
                .line();
    }
}
