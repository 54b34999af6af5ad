package dev.coord.git.collect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an index holds, told by one command.
 *
 * @param entries each file, one that is not merged up to three times
 * @param changed those whose file in the work tree differs from what the index has
 * @param gone those whose file is not there
 * @param others files that are not in the index and not ignored
 */
record IndexListing(List<Entry> entries, Set<GitPath> changed, Set<GitPath> gone, Set<GitPath> others) {

    private static final String LINK = "160000";

    /**
     * A file in an index.
     *
     * @param tag as {@code git ls-files -v} tells it
     * @param stage 0 where it is merged
     */
    record Entry(char tag, String mode, String id, String stage, GitPath path) {

        boolean isLink() {
            return mode.equals(LINK);
        }

        boolean isAssumedUnchanged() {
            return Character.isLowerCase(tag);
        }

        boolean isSkipped() {
            return Character.toUpperCase(tag) == 'S';
        }
    }

    IndexListing {
        entries = List.copyOf(entries);
        changed = Set.copyOf(changed);
        gone = Set.copyOf(gone);
        others = Set.copyOf(others);
    }

    /** The command that tells it; with {@code more} also which files were changed, which takes a look at each. */
    static String[] command(String... more) {
        return Stream.concat(Stream.of("ls-files", "--stage", "-v", "-z"), Stream.of(more))
                .toArray(String[]::new);
    }

    static IndexListing of(GitAnswer listing) {
        List<Entry> entries = new ArrayList<>();
        Set<GitPath> changed = new HashSet<>();
        Set<GitPath> gone = new HashSet<>();
        Set<GitPath> others = new HashSet<>();
        for (String field : listing.rawFields()) {
            if (field.startsWith("? ")) {
                others.add(new GitPath(field.substring(2)));
                continue;
            }
            int tab = field.indexOf('\t');
            String[] words = field.substring(0, tab).split(" ", -1); // tag mode id stage
            Entry entry =
                    new Entry(words[0].charAt(0), words[1], words[2], words[3], new GitPath(field.substring(tab + 1)));
            if (entry.tag() == 'R') {
                gone.add(entry.path());
            } else if (Character.toUpperCase(entry.tag()) != 'C') {
                entries.add(entry);
            } else if (!entry.isLink()) {
                changed.add(entry.path());
            }
        }
        changed.removeAll(gone);
        return new IndexListing(entries, changed, gone, others);
    }

    /** Whether the work tree is what the index says, file by file, and nothing in the index hides a change. */
    boolean isClean() {
        return changed.isEmpty()
                && gone.isEmpty()
                && others.isEmpty()
                && !isUnmerged()
                && !hasLinks()
                && entries.stream().noneMatch(entry -> entry.isAssumedUnchanged() || entry.isSkipped());
    }

    /** Equal for equal files; a long list need not be kept for it. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Entry entry : entries) {
                String line = entry.mode() + " " + entry.id() + " " + entry.stage() + "\t"
                        + entry.path().raw() + "\0";
                digest.update(line.getBytes(ISO_8859_1));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    boolean isUnmerged() {
        return entries.stream().anyMatch(entry -> !entry.stage().equals("0"));
    }

    boolean hasLinks() {
        return entries.stream().anyMatch(Entry::isLink);
    }

    Set<GitPath> paths() {
        return entries.stream().map(Entry::path).collect(Collectors.toSet());
    }

    Set<String> ids() {
        return entries.stream().map(Entry::id).collect(Collectors.toSet());
    }
}
