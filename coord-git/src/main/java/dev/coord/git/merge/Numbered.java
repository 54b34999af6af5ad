package dev.coord.git.merge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.git.command.GitPath;
import dev.coord.git.renumber.RenumberedBranch;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome.Conflicted;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.Renumbered;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.schema.Numbering.Obstacle;
import dev.coord.schema.Numbering.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells what became of migrations in the words of candidates: with whose files they met. */
final class Numbered {

    private static final int MOST_TOLD = 100;
    private static final int MOST_IN_REASON = 3;

    private final ConflictBlame blame;

    Numbered(ConflictBlame blame) {
        this.blame = blame;
    }

    /** A feature that does not merge for its migrations. */
    Conflicted stopped(FeatureTip tip, List<FeatureTip> earlier, RenumberedBranch.Stopped stopped) {
        Map<GitPath, List<FeatureId>> makers = blame.makers(
                tip,
                earlier,
                stopped.obstacles().stream().map(one -> path(one.with())).toList());
        return new Conflicted(
                tip.feature(),
                stopped.obstacles().stream()
                        .map(Obstacle::path)
                        .distinct()
                        .sorted()
                        .map(file -> new ConflictedFile(file, List.of(), with(file, stopped, makers)))
                        .toList(),
                stopped.obstacles().stream().map(Numbered::told).toList(),
                stopped.obstacles().stream()
                        .limit(MOST_IN_REASON)
                        .map(Numbered::told)
                        .collect(Collectors.joining("; ")),
                "");
    }

    private static String told(Obstacle obstacle) {
        return SafeText.line(obstacle.path() + ": " + obstacle.why());
    }

    private static List<FeatureId> with(
            String file, RenumberedBranch.Stopped stopped, Map<GitPath, List<FeatureId>> makers) {
        return stopped.obstacles().stream()
                .filter(one -> one.path().equals(file))
                .flatMap(one -> makers.getOrDefault(path(one.with()), List.of()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * What was done to a feature.
     *
     * @param all what became of its migrations, by the branch and by what brings it back
     * @return nothing where there is nothing to tell
     */
    Optional<Renumbered> done(FeatureTip tip, List<FeatureTip> earlier, List<RenumberedBranch.Ready> all) {
        List<Place> places = all.stream().flatMap(one -> one.places().stream()).toList();
        List<String> notes =
                all.stream().flatMap(one -> one.notes().stream()).distinct().toList();
        if (places.isEmpty() && notes.isEmpty()) {
            return Optional.empty();
        }
        Map<GitPath, List<FeatureId>> makers = places.isEmpty()
                ? Map.of()
                : blame.makers(
                        tip,
                        earlier,
                        places.stream().map(one -> path(one.after())).toList());
        return Optional.of(new Renumbered(
                tip.feature(),
                tip.tip(),
                all.stream()
                        .limit(1)
                        .filter(RenumberedBranch.Ready::isChanged)
                        .map(RenumberedBranch.Ready::commit)
                        .findFirst(),
                places.stream()
                        .limit(Renumbered.MOST)
                        .map(one -> new Renaming(
                                one.from(),
                                one.to(),
                                one.number(),
                                one.after(),
                                makers.getOrDefault(path(one.after()), List.of())))
                        .toList(),
                notes));
    }

    /** What a message says of it: of files that can be named so. */
    static List<String> told(Optional<Renumbered> numbered) {
        return numbered.stream()
                .flatMap(one -> one.renamings().stream())
                .filter(Renaming::isRenamed)
                .filter(one -> Stream.of(one.from(), one.to())
                        .allMatch(path -> path.equals(SafeText.line(path).strip())))
                .limit(MOST_TOLD)
                .map(one -> one.from() + " is " + one.to())
                .toList();
    }

    private static GitPath path(String text) {
        return new GitPath(new String(text.getBytes(UTF_8), ISO_8859_1));
    }
}
