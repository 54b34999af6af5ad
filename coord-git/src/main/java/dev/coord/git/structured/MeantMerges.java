package dev.coord.git.structured;

import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether files that git cannot merge would be merged by what they mean. Nothing is written, and what is known of versions is remembered, so
 * that work which goes on elsewhere costs nothing here. For one thread.
 */
public final class MeantMerges {

    /** Nobody waits for this as for a landing, and it is asked again and again. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final int REMEMBERED = 10_000;

    private final List<StructuredMerger> mergers;
    private final FileMerger files;

    private final Map<FileConflict, Boolean> known = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FileConflict, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Binds them.
     *
     * @param git where the versions are
     */
    public MeantMerges(Git git, List<StructuredMerger> mergers) {
        this.mergers = List.copyOf(mergers);
        this.files = new FileMerger(git, mergers, LONGEST);
    }

    /**
     * Asks about all that is in conflict between two sides: coord merges all of it or nothing.
     *
     * @param conflicts the files; nothing where not only contents are in conflict
     * @return whether there are some, and each would be merged unless it is left to git
     */
    public boolean areAll(List<FileConflict> conflicts) {
        if (mergers.isEmpty() || conflicts.isEmpty()) {
            return false;
        }
        List<FileConflict> unknown =
                conflicts.stream().filter(file -> !known.containsKey(file)).toList();
        if (!unknown.isEmpty()) {
            Set<String> small = files.small(unknown);
            unknown.forEach(file -> known.put(file, files.merge(file, small) instanceof StructuredMerge.Merged));
        }
        return conflicts.stream().allMatch(file -> known.getOrDefault(file, false));
    }

    /**
     * The files that attributes and settings leave to git.
     *
     * @param paths some files
     * @param attributes git in a work tree that has the attributes of what is merged onto
     */
    public static Set<GitPath> leftToGit(Set<GitPath> paths, Git attributes) {
        return new LeftToGit(attributes).among(paths).keySet();
    }
}
