package dev.coord.core.run.text;

import dev.coord.FeatureId;
import dev.coord.lock.Holder;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.TestResult;
import java.util.List;
import java.util.stream.Collectors;

/** How notices and reasons name things. */
public final class Wording {

    private static final int SHOWN = 5;
    private static final int PLACES = 20;

    private Wording() {}

    public static String names(List<FeatureId> features) {
        return features.stream().map(FeatureId::value).collect(Collectors.joining(", "));
    }

    /** Such as {@code 'a.ts', 'b.ts'}; of many the first, and how many more. */
    public static String quoted(List<String> paths) {
        return paths.stream().limit(SHOWN).map(path -> "'" + path + "'").collect(Collectors.joining(", "))
                + (paths.size() > SHOWN ? " and " + (paths.size() - SHOWN) + " more" : "");
    }

    /** What is said of each file; of many the first, and how many more: JSON and the feedback of the agent have all. */
    public static String places(List<String> files) {
        return files.stream().limit(PLACES).collect(Collectors.joining(", "))
                + (files.size() > PLACES ? " and " + counted(files.size() - PLACES, "more file") : "");
    }

    /** Such as {@code 'a.ts' line 3-5, 9}; only the file where the conflict is not about lines. */
    public static String place(ConflictedFile file) {
        return "'" + file.path() + "'"
                + (file.lines().isEmpty()
                        ? ""
                        : " line "
                                + file.lines().stream().map(LineRange::toString).collect(Collectors.joining(", ")));
    }

    /** Such as {@code exit status 1; their output is in /a/b.log}. */
    public static String ended(TestResult result, String whose) {
        return result.result() + (result.log().isEmpty() ? "" : "; " + whose + " output is in " + result.log());
    }

    /** What can be done in place of sending back the culprit. */
    public static String insteadOf(int wave) {
        return "; to take back that instead: coord rollback --wave " + wave;
    }

    public static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    public static String holders(List<Holder> heldBy) {
        return heldBy.stream()
                .map(holder -> holder.lock().path() + " held by " + holder.agent() + " (" + holder.feature() + ")")
                .collect(Collectors.joining(", "));
    }
}
