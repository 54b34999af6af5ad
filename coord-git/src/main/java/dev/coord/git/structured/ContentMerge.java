package dev.coord.git.structured;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.merge.Resolved;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.WaveWork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Merges what git cannot, all of a feature or nothing: first by what the files mean, then by the user's commands on what that gave.
 * The same versions give the same tree.
 */
public final class ContentMerge {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Git git;
    private final Path index;
    private final Understanding understanding;
    private final FileMerger mergers;

    /**
     * Binds them.
     *
     * @param git where merged files are written
     * @param index a file that nobody else writes
     */
    public ContentMerge(Git git, Path index, Understanding understanding) {
        this.git = git;
        this.index = index;
        this.understanding = understanding;
        this.mergers = new FileMerger(git, understanding.mergers(), LONGEST);
    }

    /** Whether nothing is ever merged. */
    public boolean isNothing() {
        return understanding.equals(Understanding.NONE);
    }

    /**
     * Merges all files of a feature.
     *
     * @param work the wave it is for
     * @param marked the tree with git's marks
     * @param conflicts all that is in conflict
     * @param attributes git in a work tree that has the attributes of what is merged onto
     */
    public Resolution of(
            WaveWork work, FeatureId feature, CommitId marked, List<FileConflict> conflicts, Git attributes) {
        List<FileConflict> remade = conflicts.stream()
                .filter(file -> understanding.remake().knows(file.path()))
                .toList();
        List<FileConflict> merged =
                conflicts.stream().filter(file -> !remade.contains(file)).toList();
        MergedTree tree = new MergedTree(git, index, marked);
        List<Resolved> files = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        if (!merged.isEmpty()) {
            byMeaning(feature, merged, attributes, tree, files, refusals);
        }
        if (files.size() < merged.size()) {
            return new Resolution.Refused(refusals);
        }
        return remade.isEmpty()
                ? new Resolution.All(tree.make(), files)
                : byCommand(work, feature, remade, tree, files);
    }

    private void byMeaning(
            FeatureId feature,
            List<FileConflict> conflicts,
            Git attributes,
            MergedTree tree,
            List<Resolved> files,
            List<String> refusals) {
        SortedMap<GitPath, String> left = new LeftToGit(attributes)
                .among(conflicts.stream().map(FileConflict::path).toList());
        Set<String> small = mergers.small(conflicts);
        for (FileConflict file : conflicts) {
            StructuredMerge merge = left.containsKey(file.path())
                    ? new StructuredMerge.Refused(left.getOrDefault(file.path(), ""))
                    : mergers.merge(file, small);
            if (merge instanceof StructuredMerge.Merged done) {
                tree.put(file, tree.write(done.content()));
                files.add(Resolved.of(feature, file.path().text(), done));
            } else if (merge instanceof StructuredMerge.Refused refused) {
                refusals.add("'" + file.path() + "': " + refused.reason());
            }
        }
    }

    private Resolution byCommand(
            WaveWork work, FeatureId feature, List<FileConflict> conflicts, MergedTree tree, List<Resolved> files) {
        conflicts.forEach(file -> tree.put(file, file.ours().id()));
        for (FileConflict file : conflicts) {
            Remake.Made made = understanding.remake().make(work, feature, file, tree.make());
            if (made.blob().isEmpty()) {
                return new Resolution.Refused(
                        List.of(), "'" + file.path() + "' could not be made anew: " + made.failure(), made.output());
            }
            tree.put(file, made.blob().get());
            files.add(Resolved.regenerated(feature, file.path().text()));
        }
        return new Resolution.All(tree.make(), files);
    }
}
