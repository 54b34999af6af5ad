package dev.coord.git.renumber;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.CommitWriter;
import dev.coord.git.object.Commits;
import dev.coord.git.object.ListedFile;
import dev.coord.git.object.Refs;
import dev.coord.git.object.TreeDifference;
import dev.coord.git.object.TreeDifference.Difference;
import dev.coord.git.structured.MergedTree;
import dev.coord.git.structured.Numbers;
import dev.coord.merge.FeatureTip;
import dev.coord.run.RunSettings.MigrationsPolicy;
import dev.coord.schema.BranchFiles;
import dev.coord.schema.MigrationNumbering;
import dev.coord.schema.Numbering;
import dev.coord.schema.Numbering.Obstacle;
import dev.coord.schema.Numbering.Place;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives the migrations of branches numbers that are free where they are merged, each by one commit on top of the branch. For one wave
 * and one thread.
 */
public final class Renumber {

    private final Git git;
    private final Path index;
    private final Numbers numbers;
    private final Map<CommitId, NavigableMap<String, ListedFile>> listed = new HashMap<>();
    private final Map<List<CommitId>, List<Difference>> differences = new HashMap<>();
    /** The numbers that features were told to take, as nobody else may be told them. */
    private final Map<FeatureId, SortedMap<String, ListedFile>> promised = new TreeMap<>();

    /**
     * Binds git.
     *
     * @param index a file that nobody else writes
     */
    public Renumber(Git git, Path index, Numbers numbers) {
        this.git = git;
        this.index = index;
        this.numbers = numbers;
    }

    /** The branches of a wave in the order in which they are merged: what needs what another one makes comes after it. */
    public List<FeatureTip> inOrder(List<FeatureTip> tips, CommitId base) {
        if (isNothing() || tips.size() < 2) {
            return tips;
        }
        List<BranchFiles> branches = tips.stream()
                .map(tip -> (BranchFiles) sides(tip.feature(), begun(tip.tip(), base, base), base, base, tip.tip()))
                .toList();
        return numbers.numbering().order(branches).stream().map(tips::get).toList();
    }

    /**
     * Looks at a branch before it is merged.
     *
     * @param tip its end
     * @param base the target, which is where most branches were begun
     * @param onto what it is merged onto: the target, with what was merged before
     */
    public RenumberedBranch of(FeatureId feature, CommitId tip, CommitId base, CommitId onto, CommitWriter commits) {
        return isNothing()
                ? new RenumberedBranch.Ready(tip, List.of(), List.of())
                : since(feature, begun(tip, base, onto), tip, base, onto, commits);
    }

    /** The same where it is known what the branch was begun on. */
    public RenumberedBranch since(
            FeatureId feature, CommitId begun, CommitId tip, CommitId base, CommitId onto, CommitWriter commits) {
        if (isNothing()) {
            return new RenumberedBranch.Ready(tip, List.of(), List.of());
        }
        BranchSides sides = sides(feature, begun, base, onto, tip);
        Numbering found = numbers.numbering().number(sides);
        if (found instanceof Numbering.Refused refused) {
            return new RenumberedBranch.Stopped(refused.obstacles());
        }
        if (!(found instanceof Numbering.Renumbered renumbered)) {
            return new RenumberedBranch.Ready(tip, List.of(), ((Numbering.Unchanged) found).notes());
        }
        if (numbers.policy() != MigrationsPolicy.REFUSE) {
            return new RenumberedBranch.Ready(
                    commit(feature, tip, sides, renumbered, commits), renumbered.places(), renumbered.notes());
        }
        promise(feature, renumbered.places(), sides);
        return new RenumberedBranch.Stopped(
                renumbered.places().stream().map(Renumber::refused).toList());
    }

    private void promise(FeatureId feature, List<Place> places, BranchSides sides) {
        SortedMap<String, ListedFile> files = new TreeMap<>();
        places.forEach(place -> files.put(place.to(), sides.file(place.from()).orElseThrow()));
        promised.put(feature, files);
    }

    private boolean isNothing() {
        return numbers.numbering() == MigrationNumbering.NONE;
    }

    private static Obstacle refused(Place place) {
        if (place.after().equals(place.to())) {
            return new Obstacle(
                    place.from(),
                    place.to(),
                    "landed as " + place.to()
                            + " before it was taken back, and databases may have run it; call it so again");
        }
        String other = place.number()
                .map(number -> number + " is taken by " + place.after())
                .orElse("has to be the next one after " + place.after());
        return new Obstacle(
                place.from(),
                place.after(),
                other + (place.from().equals(place.to()) ? "" : "; " + place.to() + " is free"));
    }

    /** Most branches were begun on the target as it is. */
    private CommitId begun(CommitId tip, CommitId base, CommitId onto) {
        if (onto.equals(base) && new Refs(git).isAncestor(base, tip)) {
            return base;
        }
        GitAnswer common = git.ask("merge-base", onto.value(), tip.value());
        return common.succeeded() ? new CommitId(common.line()) : base;
    }

    private BranchSides sides(FeatureId feature, CommitId begun, CommitId base, CommitId onto, CommitId tip) {
        SortedMap<String, ListedFile> left = new TreeMap<>(numbers.left());
        promised.forEach((other, files) -> {
            if (!other.equals(feature)) {
                left.putAll(files);
            }
        });
        return new BranchSides(git, begun, base, onto, tip, left, this::listed, this::differing);
    }

    private List<Difference> differing(CommitId from, CommitId to) {
        return differences.computeIfAbsent(
                List.of(from, to), any -> TreeDifference.between(git, from.value(), to.value()));
    }

    private NavigableMap<String, ListedFile> listed(CommitId commit) {
        return listed.computeIfAbsent(commit, any -> {
            NavigableMap<String, ListedFile> files = new TreeMap<>(ListedFile.all(git, commit.value()));
            files.values().removeIf(file -> !file.isFile());
            return files;
        });
    }

    /** The time is that of the branch, so that the same work gives the same commit. */
    private CommitId commit(
            FeatureId feature, CommitId tip, BranchSides sides, Numbering.Renumbered renumbered, CommitWriter commits) {
        MergedTree tree = new MergedTree(git, index, new Refs(git).tree(tip.value()));
        Map<String, String> origins = new HashMap<>();
        for (Place place : renumbered.places()) {
            origins.put(place.to(), place.from());
            ListedFile file = sides.file(place.from()).orElseThrow();
            tree.put(path(place.to()), file.mode(), file.id());
        }
        renumbered.contents().forEach((path, content) -> {
            ListedFile file = sides.file(origins.getOrDefault(path, path)).orElseThrow();
            tree.put(path(path), file.mode(), tree.write(content));
        });
        renumbered.places().forEach(place -> tree.remove(path(place.from())));
        return commits.make(
                tree.make(),
                List.of(tip),
                RenumberingMessage.of(feature, renumbered.places()),
                Commits.read(git, tip).time());
    }

    private static GitPath path(String text) {
        return new GitPath(new String(text.getBytes(UTF_8), ISO_8859_1));
    }
}
