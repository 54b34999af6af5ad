package dev.coord.content.dependency;

import dev.coord.FeatureId;
import dev.coord.content.module.PathText;
import dev.coord.content.module.SourceLanguage;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What helps with an import of what was never there: another spelling, and who may be about to bring it. */
final class Absent {
    private static final int MOST = 3;

    private final CandidateFiles files;
    private final SourceLanguage language;
    private final Side after;
    private final Function<String, List<FeatureId>> writers;

    Absent(CandidateFiles files, SourceLanguage language, Side after, Function<String, List<FeatureId>> writers) {
        this.files = files;
        this.language = language;
        this.after = after;
        this.writers = writers;
    }

    /** What to say of it beside that it is not there. */
    List<String> hints(Break one, FeatureId feature) {
        if (one.wasThere()) {
            return List.of();
        }
        List<String> hints = new ArrayList<>();
        Set<String> alike = one.name().isEmpty() ? filesLike(one.target()) : namesLike(one);
        if (!alike.isEmpty()) {
            hints.add("there is " + quoted(alike) + ", which differs by case only");
        }
        bringing(one, feature).forEach(hints::add);
        return hints;
    }

    private Set<String> filesLike(String place) {
        Set<String> sought = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sought.addAll(language.files(place));
        return after.tree().paths().stream().filter(sought::contains).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> namesLike(Break one) {
        return after.names(one.target()).names().keySet().stream()
                .filter(one.name()::equalsIgnoreCase)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those whose work is not among what was merged. */
    private List<String> bringing(Break one, FeatureId feature) {
        Set<FeatureId> merged =
                files.changed().stream().map(ChangedFile::feature).collect(Collectors.toSet());
        List<String> places = one.name().isEmpty() ? language.files(one.target()) : List.of(one.target());
        Set<FeatureId> told = new LinkedHashSet<>();
        List<String> bringing = new ArrayList<>();
        for (String place : places) {
            for (FeatureId other : writers.apply(place)) {
                if (!other.equals(feature) && !merged.contains(other) && told.size() < MOST && told.add(other)) {
                    bringing.add("'" + other + "' declares to write '" + place + "': if it brings "
                            + (one.name().isEmpty() ? PathText.name(place) : one.name()) + ", say that '" + feature
                            + "' is blocked_by it");
                }
            }
        }
        return bringing;
    }

    private static String quoted(Set<String> names) {
        return names.stream().limit(MOST).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
