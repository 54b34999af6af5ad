package dev.coord.git.collect;

import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an index holds, told by one command.
 *
 * @param entries each file, one that is not merged up to three times
 * @param changed those whose file in the work tree differs from what the index has
 */
record IndexListing(List<Entry> entries, Set<GitPath> changed) {

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
        for (String field : listing.rawFields()) {
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
        return new IndexListing(entries, changed);
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
