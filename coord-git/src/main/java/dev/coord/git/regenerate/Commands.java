package dev.coord.git.regenerate;

import dev.coord.core.path.PathPattern;
import dev.coord.git.command.GitPath;
import dev.coord.run.Regeneration;
import java.util.List;
import java.util.Optional;

/** Which command makes a file: that of the first pattern that covers it. */
record Commands(List<Regeneration> given) {

    Commands {
        given = List.copyOf(given);
    }

    Optional<String> of(GitPath file) {
        return given.stream()
                .filter(one -> PathPattern.of(one.files()).matches(file.text()))
                .map(Regeneration::command)
                .findFirst();
    }
}
