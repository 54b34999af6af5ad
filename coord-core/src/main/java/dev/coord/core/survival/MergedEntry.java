package dev.coord.core.survival;

import dev.coord.core.survival.MergedFile.Side;
import dev.coord.proof.Proof.Undone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that a merge has otherwise than git makes it, or not at all, as far as its lines do not tell that. Immutable.
 *
 * @param path where it is
 * @param plain what git makes of both sides without conflict
 * @param merged what the merge has
 * @param target what the target has
 * @param branch what the branch has
 */
public record MergedEntry(
        String path, Optional<Kind> plain, Optional<Kind> merged, Optional<Kind> target, Optional<Kind> branch) {

    /** What is told of a file that is gone and has no line that says something. */
    public static final String EMPTY = "(an empty file)";

    /**
     * What a tree says of a file.
     *
     * @param mode its mode, such as {@code 100755}
     * @param id its content
     * @param says whether any line of it says something alone
     */
    public record Kind(String mode, String id, boolean says) {}

    /**
     * Finds files without a line that says something that are gone, and modes that one side had changed and that are as before.
     *
     * @param entries all of one merge that are not as git makes them; moved files are found among them
     * @return what is undone, in their order
     */
    public static List<Loss> losses(List<MergedEntry> entries) {
        Map<String, Integer> come = new HashMap<>();
        entries.stream()
                .filter(entry -> entry.plain().isEmpty())
                .flatMap(entry -> entry.merged().stream())
                .forEach(kind -> come.merge(kind.id(), 1, Integer::sum));
        List<Loss> losses = new ArrayList<>();
        for (MergedEntry entry : entries) {
            if (entry.plain().isPresent()) {
                Kind plain = entry.plain().get();
                if (entry.merged().isEmpty() && !plain.says() && come.merge(plain.id(), -1, Integer::sum) < 0) {
                    losses.add(new Loss(entry.path(), 1, EMPTY, entry.owner(plain)));
                }
                entry.merged()
                        .filter(merged -> entry.isModeUndone(plain, merged))
                        .ifPresent(merged -> losses.add(new Loss(
                                entry.path(),
                                1,
                                "(mode " + plain.mode() + ", now " + merged.mode() + ")",
                                entry.owner(plain),
                                Undone.MODE)));
            }
        }
        return losses;
    }

    /** Where both sides have one mode, the merge made another one of its own accord. */
    private boolean isModeUndone(Kind plain, Kind merged) {
        return !plain.mode().equals(merged.mode()) && !mode(target).equals(mode(branch));
    }

    private Side owner(Kind plain) {
        return !mode(target).equals(Optional.of(plain.mode())) && branch.isPresent() ? Side.BRANCH : Side.TARGET;
    }

    private static Optional<String> mode(Optional<Kind> kind) {
        return kind.map(Kind::mode);
    }
}
