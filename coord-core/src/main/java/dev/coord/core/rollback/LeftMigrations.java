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
 */
public record LeftMigrations(List<FeatureId> features, Optional<RollbackRequest> request, List<String> paths) {

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
        String whose = features.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
        String which = paths.stream()
                .limit(SHOWN)
                .map(path -> "'" + SafeText.line(path) + "'")
                .collect(Collectors.joining(", "));
        String more = paths.size() > SHOWN ? " and " + (paths.size() - SHOWN) + " more" : "";
        return "migrations of what was taken back are not undone: " + which + more + " (of " + whose + ")"
                + command()
                        .map(command ->
                                "; '" + command + "' undoes them, with 'true' for those that no database has run")
                        .orElse("; undo them by hand");
    }
}
