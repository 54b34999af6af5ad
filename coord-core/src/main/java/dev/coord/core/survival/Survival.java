package dev.coord.core.survival;

import dev.coord.core.survival.MergedFile.Agreed;
import dev.coord.core.survival.MergedFile.Disputed;
import dev.coord.core.survival.MergedFile.Part;
import dev.coord.core.survival.MergedFile.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves that a merge lost nothing. What git merges by itself must be in the merge as often as git has it there, in whichever
 * file; of a conflict that no agent was told of, what each side added. A file that is as git makes it proves itself and need
 * not be shown. Pure. Specification 6.2.
 */
public final class Survival {

    private final Map<String, Integer> missing = new HashMap<>();
    private final List<Loss> brought = new ArrayList<>();

    private Survival() {}

    /**
     * Looks for lines that are gone.
     *
     * @param files the files of one merge that are not as git makes them; moved lines are found among them
     * @return what is gone, in the order of the files
     */
    public static List<Loss> losses(List<MergedFile> files) {
        Survival survival = new Survival();
        files.forEach(file -> file.plain().forEach(part -> survival.bring(file.path(), part)));
        files.forEach(file -> file.merged().forEach(survival::find));
        return survival.brought.stream().filter(survival::isGone).toList();
    }

    /**
     * Looks for conflicts that an agent was told of, and of which it kept nothing that one side had added.
     *
     * @param files as for {@link #losses}
     * @return the first line of what is gone of each, in the order of the files
     */
    public static List<Loss> oneSided(List<MergedFile> files) {
        Map<String, Integer> found = new HashMap<>();
        files.forEach(file ->
                file.merged().forEach(line -> LineKey.of(line).ifPresent(key -> found.merge(key, 1, Integer::sum))));
        List<Loss> gone = new ArrayList<>();
        for (MergedFile file : files) {
            for (Part part : file.plain()) {
                if (part instanceof Disputed disputed && disputed.isTold()) {
                    for (Side side : Side.values()) {
                        List<Loss> added = added(file.path(), disputed, side);
                        boolean isKept = added.stream()
                                .anyMatch(line -> found.containsKey(
                                        LineKey.of(line.text()).orElseThrow()));
                        if (!added.isEmpty() && !isKept) {
                            gone.add(added.get(0));
                        }
                    }
                }
            }
        }
        return gone;
    }

    private void bring(String path, Part part) {
        if (part instanceof Agreed agreed) {
            int number = agreed.first();
            for (String line : agreed.lines()) {
                bring(new Loss(path, number, line, agreed.from()));
                number++;
            }
        } else if (part instanceof Disputed disputed && !disputed.isTold()) {
            List<Loss> target = added(path, disputed, Side.TARGET);
            target.forEach(this::bring);
            Map<String, Integer> same = counts(target);
            added(path, disputed, Side.BRANCH).stream()
                    .filter(line -> same.merge(LineKey.of(line.text()).orElseThrow(), -1, Integer::sum) < 0)
                    .forEach(this::bring);
        }
    }

    private void bring(Loss line) {
        LineKey.of(line.text()).ifPresent(key -> {
            missing.merge(key, 1, Integer::sum);
            brought.add(line);
        });
    }

    private void find(String line) {
        LineKey.of(line).ifPresent(key -> missing.merge(key, -1, Integer::sum));
    }

    /** Of several equal lines the first ones are told. */
    private boolean isGone(Loss line) {
        String key = LineKey.of(line.text()).orElseThrow();
        int left = missing.getOrDefault(key, 0);
        missing.put(key, left - 1);
        return left > 0;
    }

    /** What a side has of a conflict beyond what both began from; lines that say something alone. */
    private static List<Loss> added(String path, Disputed disputed, Side side) {
        Map<String, Integer> base = new HashMap<>();
        disputed.base().forEach(line -> LineKey.of(line).ifPresent(key -> base.merge(key, 1, Integer::sum)));
        List<Loss> added = new ArrayList<>();
        int number = disputed.first(side);
        for (String line : disputed.of(side)) {
            int at = number++;
            LineKey.of(line)
                    .filter(key -> base.merge(key, -1, Integer::sum) < 0)
                    .ifPresent(key -> added.add(new Loss(path, at, line, side)));
        }
        return added;
    }

    private static Map<String, Integer> counts(List<Loss> lines) {
        Map<String, Integer> counts = new HashMap<>();
        lines.forEach(line -> counts.merge(LineKey.of(line.text()).orElseThrow(), 1, Integer::sum));
        return counts;
    }
}
