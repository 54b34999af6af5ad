package dev.coord.core.radar;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a side changed since the commit that both sides began from. Tells without any merge of most pairs that they merge: git finds
 * nothing to decide where no path, no directory and no renaming of the one side concerns the other.
 */
public final class TreeDiff {

    private final Map<String, ChangedFile> files;
    private final Set<String> goneDirectories;
    private final Set<String> added = new HashSet<>();
    private final boolean mayRename;

    private TreeDiff(Map<String, ChangedFile> files, Collection<String> goneDirectories) {
        this.files = files;
        this.goneDirectories = Set.copyOf(goneDirectories);
        files.values().stream().filter(ChangedFile::isAddition).forEach(change -> added.add(change.path()));
        this.mayRename = !added.isEmpty() && files.values().stream().anyMatch(ChangedFile::isDeletion);
    }

    /**
     * Takes what differs.
     *
     * @param files the files that differ
     * @param goneDirectories the directories that are not there any more, without a slash at the end
     * @return the changes
     */
    public static TreeDiff of(Collection<ChangedFile> files, Collection<String> goneDirectories) {
        Map<String, ChangedFile> byPath = new TreeMap<>();
        files.forEach(change -> byPath.put(change.path(), change));
        return new TreeDiff(Collections.unmodifiableMap(byPath), goneDirectories);
    }

    /** The files that differ, by their paths. */
    public Map<String, ChangedFile> files() {
        return files;
    }

    /** What two sides have to do with each other. */
    public sealed interface Relation {

        /** They merge, and nothing of the one is near the other. */
        record Apart() implements Relation {}

        /**
         * Both edited these files and have nothing else in common: the lines decide.
         *
         * @param paths sorted, at least one
         */
        record SameFiles(List<String> paths) implements Relation {

            /** Copies the list. */
            public SameFiles {
                paths = List.copyOf(paths);
            }
        }

        /**
         * Only git can tell: files were added, deleted, renamed, or are no regular ones.
         *
         * @param edited the files that both edited, sorted
         */
        record Intricate(List<String> edited) implements Relation {

            /** Copies the list. */
            public Intricate {
                edited = List.copyOf(edited);
            }
        }
    }

    /**
     * Compares two sides that began from one commit. The same whichever comes first.
     *
     * @param other the other side
     * @return what is to be done to know whether they merge
     */
    public Relation with(TreeDiff other) {
        TreeDiff fewer = files.size() <= other.files.size() ? this : other;
        TreeDiff more = fewer == this ? other : this;
        List<String> same = new ArrayList<>();
        boolean isIntricate = isInTheWayOf(other) || other.isInTheWayOf(this);
        for (ChangedFile change : fewer.files.values()) {
            ChangedFile there = more.files.get(change.path());
            if (there == null) {
                continue;
            }
            if (!change.isEdit() || !there.isEdit()) {
                isIntricate = true;
            } else if (!change.newId().equals(there.newId())) {
                same.add(change.path());
            }
        }
        if (isIntricate) {
            return new Relation.Intricate(same);
        }
        return same.isEmpty() ? new Relation.Apart() : new Relation.SameFiles(same);
    }

    /** Whether it added a file where the other has a directory, or may have renamed a directory that the other added to. */
    private boolean isInTheWayOf(TreeDiff other) {
        if (added.isEmpty() || other.added.isEmpty()) {
            return false;
        }
        boolean renames = mayRename && !goneDirectories.isEmpty();
        for (String path : other.added) {
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                String directory = path.substring(0, slash);
                if (added.contains(directory) || (renames && goneDirectories.contains(directory))) {
                    return true;
                }
            }
        }
        return false;
    }
}
