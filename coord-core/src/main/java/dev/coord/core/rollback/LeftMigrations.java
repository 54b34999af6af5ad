package dev.coord.core.rollback;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Migrations of work that was taken back, which no command has undone as far as coord knows.
 *
 * @param features whose they are, sorted
 * @param request what names them to a command, and nothing that is on the target now; none where nothing does
 * @param paths the files that make them, sorted
 * @param keptAt the ref of a commit that has these files
 * @param isNameTaken whether others are on the target now under their names: a tool would take the ones for the others
 */
public record LeftMigrations(
        List<FeatureId> features,
        Optional<RollbackRequest> request,
        List<String> paths,
        String keptAt,
        boolean isNameTaken) {

    private static final int SHOWN = 3;

    /** Copies the lists. */
    public LeftMigrations {
        features = List.copyOf(features);
        paths = List.copyOf(paths);
    }

    /**
     * The command that goes on with them, for a shell.
     *
     * @return with {@code COMMAND} for what undoes one
     */
    public Optional<String> command() {
        return request.map(one -> one.command() + " --migrate-down COMMAND");
    }

    /**
     * What there is, and what to do.
     *
     * @return one line
     */
    public String message() {
        return "migrations of what was taken back are not undone: " + some(paths) + " (of "
                + some(features.stream().map(FeatureId::value).toList()) + ")"
                + (isNameTaken ? "; others have landed under their names" : "")
                + command()
                        .map(command -> "; '" + command + "' undoes them")
                        .orElse("; undo by hand what 'git show " + keptAt + ":PATH' shows")
                + "; 'coord rollback --undone PATH' notes one that is undone by hand, or that no database has run";
    }

    private static String some(List<String> names) {
        String first = names.stream()
                .limit(SHOWN)
                .map(name -> "'" + SafeText.line(name) + "'")
                .collect(Collectors.joining(", "));
        return first + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }
}
