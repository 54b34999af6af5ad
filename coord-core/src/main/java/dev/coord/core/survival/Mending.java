package dev.coord.core.survival;

import dev.coord.proof.Proof.Undone;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether what a merge lost was mended by what came after it, in the same file or wherever that was moved to. An equal line elsewhere
 * mends nothing. Pure. Specification 6.2.
 */
public final class Mending {

    private final List<Edit> renamings;
    private final List<Edit> edits;
    private final Function<String, Map<String, Integer>> contents;

    /**
     * Takes what is known of one merge.
     *
     * @param merged what the merge made of each of its sides
     * @param edits what commits that are no merges and do not come before it changed
     * @param contents how often each key is in a content, by its id; asked only where that decides
     */
    public Mending(Collection<Edit> merged, Collection<Edit> edits, Function<String, Map<String, Integer>> contents) {
        this.renamings = Stream.concat(merged.stream(), edits.stream())
                .filter(Edit::isMove)
                .toList();
        this.edits = List.copyOf(edits);
        this.contents = contents;
    }

    /**
     * A file that a commit changed.
     *
     * @param path its path after it
     * @param before its path before it, another one where it was moved
     * @param was the id of its content before
     * @param is the id of its content after
     * @param isOfMode whether it has another mode after it
     */
    public record Edit(String path, String before, String was, String is, boolean isOfMode) {

        private boolean isMove() {
            return !path.equals(before);
        }
    }

    /**
     * Whether a loss is mended: the tip has it as it should be, or a commit that is no merge had it so; what went again after that
     * was meant to go.
     *
     * @param loss what the merge lost
     * @param atMerge the id of the content of a path at the merge
     * @param atTip the same at the tip
     * @return true if so
     */
    public boolean has(Loss loss, Function<String, String> atMerge, Function<String, String> atTip) {
        Set<String> places = places(loss.path());
        if (loss.what() == Undone.MODE || loss.text().equals(MergedEntry.EMPTY)) {
            return edits.stream()
                    .anyMatch(edit -> places.contains(edit.path()) && (loss.what() != Undone.MODE || edit.isOfMode()));
        }
        String key = LineKey.of(loss.text()).orElse("");
        boolean isBack = loss.what() == Undone.DELETION;
        int left = places.stream()
                .mapToInt(place -> count(atMerge.apply(place), key))
                .max()
                .orElse(0);
        boolean isSoAtTip = isBack
                ? places.stream().allMatch(place -> count(atTip.apply(place), key) < left)
                : places.stream().anyMatch(place -> count(atTip.apply(place), key) > left);
        return isSoAtTip
                || edits.stream()
                        .filter(edit -> places.contains(edit.path()))
                        .anyMatch(edit -> isBack
                                ? count(edit.is(), key) < count(edit.was(), key)
                                : count(edit.is(), key) > count(edit.was(), key));
    }

    /** A file and all that it was moved to. */
    private Set<String> places(String path) {
        Set<String> places = new HashSet<>(Set.of(path));
        boolean isMore = true;
        while (isMore) {
            isMore = places.addAll(renamings.stream()
                    .filter(move -> places.contains(move.before()))
                    .map(Edit::path)
                    .collect(Collectors.toSet()));
        }
        return places;
    }

    private int count(String id, String key) {
        return contents.apply(id).getOrDefault(key, 0);
    }
}
