package dev.coord.core.survival;

import dev.coord.core.survival.MergedFile.Agreed;
import dev.coord.core.survival.MergedFile.Disputed;
import dev.coord.core.survival.MergedFile.Part;
import dev.coord.core.survival.MergedFile.Side;
import dev.coord.proof.Proof.Undone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines that one side deleted and that a merge has again: what git makes of both sides has fewer of them in that file, conflicts
 * included, and the other side has more. A line that is only in another file than git has it was moved. Pure. Specification 6.2.
 */
public final class ReturnedLines {

    private ReturnedLines() {}

    /**
     * Looks for them.
     *
     * @param files the files of one merge that are not as git makes them
     * @return what is back, in the order of the files; each is from the side that deleted it
     */
    public static List<Loss> of(List<MergedFile> files) {
        Map<String, Integer> more = new HashMap<>();
        for (MergedFile file : files) {
            LineKey.counts(file.merged()).forEach((key, count) -> more.merge(key, count, Integer::sum));
            allowed(file).forEach((key, count) -> more.merge(key, -count, Integer::sum));
        }
        List<Loss> returned = new ArrayList<>();
        for (MergedFile file : files) {
            Map<String, Integer> allowed = allowed(file);
            Map<String, Integer> target = LineKey.counts(file.target());
            Map<String, Integer> branch = LineKey.counts(file.branch());
            Map<String, Integer> seen = new HashMap<>();
            for (int i = 0; i < file.merged().size(); i++) {
                String line = file.merged().get(i);
                int number = i + 1;
                LineKey.of(line)
                        .filter(key -> seen.merge(key, 1, Integer::sum) > allowed.getOrDefault(key, 0)
                                && more.getOrDefault(key, 0) > 0)
                        .ifPresent(key -> {
                            int ofTarget = target.getOrDefault(key, 0);
                            int ofBranch = branch.getOrDefault(key, 0);
                            if (Math.max(ofTarget, ofBranch) >= seen.getOrDefault(key, 0) && ofTarget != ofBranch) {
                                more.merge(key, -1, Integer::sum);
                                Side from = ofTarget < ofBranch ? Side.TARGET : Side.BRANCH;
                                returned.add(new Loss(file.path(), number, line, from, Undone.DELETION));
                            }
                        });
            }
        }
        return returned;
    }

    /**
     * Without lines that are but what a line that is gone was before: each of these stands for one of its file.
     *
     * @param losses what is undone
     * @return the same without them
     */
    public static List<Loss> withoutEdits(List<Loss> losses) {
        Map<Map.Entry<String, Side>, Integer> gone = new HashMap<>();
        losses.stream()
                .filter(loss -> loss.what() == Undone.ADDITION)
                .forEach(loss -> gone.merge(Map.entry(loss.path(), loss.from()), 1, Integer::sum));
        return losses.stream()
                .filter(loss -> loss.what() != Undone.DELETION
                        || gone.merge(Map.entry(loss.path(), loss.from()), -1, Integer::sum) < 0)
                .toList();
    }

    /** How often a key may be in it: what a conflict has, somebody may choose. */
    private static Map<String, Integer> allowed(MergedFile file) {
        List<String> lines = new ArrayList<>();
        for (Part part : file.plain()) {
            if (part instanceof Agreed agreed) {
                lines.addAll(agreed.lines());
            } else if (part instanceof Disputed disputed) {
                lines.addAll(disputed.target());
                lines.addAll(disputed.base());
                lines.addAll(disputed.branch());
            }
        }
        return LineKey.counts(lines);
    }
}
