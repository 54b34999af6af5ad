package dev.coord.core.survival;

import dev.coord.core.survival.MergedFile.Agreed;
import dev.coord.core.survival.MergedFile.Disputed;
import dev.coord.core.survival.MergedFile.Part;
import dev.coord.core.survival.MergedFile.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that a merge lost nothing. What git merges by itself must be in the merge as often as git has it there, in whichever
 * file; of a conflict that no agent was told of, what each side added or both kept, or a line that somebody made of it. A file that is as git
 * makes it proves itself and need not be shown. Pure. Specification 6.2.
 */
public final class Survival {

    private final Map<String, Integer> missing = new HashMap<>();
    private final List<Brought> brought = new ArrayList<>();

    private Survival() {}

    /**
     * A line that must be there.
     *
     * @param dispute the conflict that it is from, if it is from one
     * @param side who brought it, as far as that is known
     */
    private record Brought(MergedFile file, String text, String key, Optional<Disputed> dispute, Optional<Side> side) {

        /** What both had is the target's. */
        Loss lost() {
            Side from = side.orElseGet(
                    () -> number(Side.TARGET) == 0 && number(Side.BRANCH) > 0 ? Side.BRANCH : Side.TARGET);
            return new Loss(file.path(), Math.max(1, number(from)), text, from);
        }

        boolean isReworded(Rewording rewording) {
            return dispute.map(conflict -> rewording.explains(file, conflict, side.orElseThrow(), text))
                    .orElseGet(() -> rewording.isEdited(file, lost().from(), text));
        }

        private int number(Side of) {
            return file.of(of).indexOf(text) + 1;
        }
    }

    /**
     * Looks for lines that are gone.
     *
     * @param files the files of one merge that are not as git makes them; moved lines are found among them
     * @return what is gone, in the order of the files
     */
    public static List<Loss> losses(List<MergedFile> files) {
        Survival survival = new Survival();
        files.forEach(file -> file.plain().forEach(part -> survival.bring(file, part)));
        files.forEach(file -> file.merged().forEach(survival::find));
        List<Brought> gone = survival.brought.stream().filter(survival::isGone).toList();
        MadeLines made = MadeLines.in(files);
        Rewording rewording = new Rewording(made);
        return notRewrapped(gone, new Rewrapping(made)).stream()
                .filter(line -> !line.isReworded(rewording))
                .map(Brought::lost)
                .toList();
    }

    private static List<Brought> notRewrapped(List<Brought> gone, Rewrapping rewrapping) {
        Set<Brought> rewrapped = Collections.newSetFromMap(new IdentityHashMap<>());
        IdentityHashMap<MergedFile, Map<Side, List<Brought>>> files = new IdentityHashMap<>();
        gone.forEach(line -> files.computeIfAbsent(line.file(), file -> new EnumMap<>(Side.class))
                .computeIfAbsent(line.lost().from(), side -> new ArrayList<>())
                .add(line));
        files.forEach((file, sides) -> sides.forEach((side, lines) ->
                rewrapping.of(file, side, lines.stream().map(Brought::text).toList()).stream()
                        .forEach(at -> rewrapped.add(lines.get(at)))));
        return gone.stream().filter(line -> !rewrapped.contains(line)).toList();
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
        MadeLines made = MadeLines.in(files);
        Rewording rewording = new Rewording(made);
        Rewrapping rewrapping = new Rewrapping(made);
        List<Loss> gone = new ArrayList<>();
        for (MergedFile file : files) {
            for (Part part : file.plain()) {
                if (part instanceof Disputed disputed && disputed.isTold()) {
                    for (Side side : Side.values()) {
                        List<Brought> added = added(file, disputed, side);
                        List<String> texts = added.stream().map(Brought::text).toList();
                        boolean isKept = added.stream().anyMatch(line -> found.containsKey(line.key()))
                                || !rewrapping.of(file, side, texts).isEmpty()
                                || texts.stream().anyMatch(line -> rewording.explains(file, disputed, side, line));
                        if (!added.isEmpty() && !isKept) {
                            gone.add(added.get(0).lost());
                        }
                    }
                }
            }
        }
        return gone;
    }

    private void bring(MergedFile file, Part part) {
        if (part instanceof Agreed agreed) {
            agreed.lines()
                    .forEach(line -> LineKey.of(line)
                            .ifPresent(key -> bring(new Brought(file, line, key, Optional.empty(), Optional.empty()))));
        } else if (part instanceof Disputed disputed && !disputed.isTold()) {
            keptByBoth(file, disputed).forEach(this::bring);
            List<Brought> target = added(file, disputed, Side.TARGET);
            target.forEach(this::bring);
            Map<String, Integer> same = new HashMap<>();
            target.forEach(line -> same.merge(line.key(), 1, Integer::sum));
            added(file, disputed, Side.BRANCH).stream()
                    .filter(line -> same.merge(line.key(), -1, Integer::sum) < 0)
                    .forEach(this::bring);
        }
    }

    private void bring(Brought line) {
        missing.merge(line.key(), 1, Integer::sum);
        brought.add(line);
    }

    private void find(String line) {
        LineKey.of(line).ifPresent(key -> missing.merge(key, -1, Integer::sum));
    }

    /** Of several equal lines the first ones are told. */
    private boolean isGone(Brought line) {
        int left = missing.getOrDefault(line.key(), 0);
        missing.put(line.key(), left - 1);
        return left > 0;
    }

    /** What both began from and neither took away: it lies between what they changed. */
    private static List<Brought> keptByBoth(MergedFile file, Disputed disputed) {
        Map<String, Integer> target = LineKey.counts(disputed.target());
        Map<String, Integer> branch = LineKey.counts(disputed.branch());
        List<Brought> kept = new ArrayList<>();
        for (String line : disputed.base()) {
            LineKey.of(line)
                    .filter(key -> target.merge(key, -1, Integer::sum) >= 0)
                    .filter(key -> branch.merge(key, -1, Integer::sum) >= 0)
                    .ifPresent(key ->
                            kept.add(new Brought(file, line, key, Optional.of(disputed), Optional.of(Side.TARGET))));
        }
        return kept;
    }

    /** What a side has of a conflict beyond what both began from; lines that say something alone. */
    private static List<Brought> added(MergedFile file, Disputed disputed, Side side) {
        Map<String, Integer> base = LineKey.counts(disputed.base());
        List<Brought> added = new ArrayList<>();
        for (String line : disputed.of(side)) {
            LineKey.of(line)
                    .filter(key -> base.merge(key, -1, Integer::sum) < 0)
                    .ifPresent(
                            key -> added.add(new Brought(file, line, key, Optional.of(disputed), Optional.of(side))));
        }
        return added;
    }
}
