package dev.coord.content.dependency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.FeatureId;
import dev.coord.content.module.SourceLanguage;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.IntegrityFinding.Missing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is known of something that is imported and is not there: another spelling, whether it once was, and where it would be. */
final class Absent {
    private static final int MOST = 3;

    private final CandidateFiles files;
    private final SourceLanguage language;
    private final Side after;

    Absent(CandidateFiles files, SourceLanguage language, Side after) {
        this.files = files;
        this.language = language;
        this.after = after;
    }

    /** A file or name that is there, and is written otherwise in this alone. */
    Optional<String> otherCase(Break one) {
        Set<String> alike = one.name().isEmpty() ? filesLike(one.target()) : namesLike(one);
        return alike.isEmpty() ? Optional.empty() : Optional.of(quoted(alike));
    }

    /** Whether it was there when the feature's work was begun, so that what landed since took it away. */
    boolean wasBegunWith(Break one, FeatureId feature) {
        if (one.name().isEmpty()) {
            return language.files(one.target()).stream()
                    .anyMatch(path -> files.pathsBegun(feature).contains(path));
        }
        return files.contentBegun(feature, one.target())
                .map(content ->
                        language.read(one.target(), new String(content, UTF_8)).exports())
                .filter(made ->
                        made.names().contains(one.name()) || made.passedOn().containsKey(one.name()))
                .isPresent();
    }

    /** The files of which one would have it. */
    Missing missing(Break one) {
        return new Missing(
                one.name().isEmpty()
                        ? language.files(one.target())
                        : List.copyOf(after.placesOf(one.target(), one.name())));
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

    private static String quoted(Set<String> names) {
        return names.stream().limit(MOST).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
