package dev.coord.cli.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.core.json.ParserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a coordination directory knows as completed. Opening its store would write; this reads the protocol's file. */
public final class CompletedBefore {

    private CompletedBefore() {}

    /**
     * Reads {@code completed_features}.
     *
     * @param directory the coordination directory, which may be missing
     * @return the features, without ids that no feature can have
     * @throws BadInput if the file is there and cannot be read
     */
    public static Set<FeatureId> in(Path directory) {
        Path file = directory.resolve("coordination-state.json");
        Set<FeatureId> completed = new TreeSet<>();
        if (!Files.isRegularFile(file)) {
            return completed;
        }
        try {
            JsonNode state = new JsonMapper().readTree(Files.readAllBytes(file));
            state.path("completed_features").forEach(id -> idOf(id).ifPresent(completed::add));
        } catch (IOException e) {
            throw new BadInput("cannot read what was completed before from '" + file + "': " + ParserMessage.of(e)
                    + "; mend the file, or name another directory with --dir");
        }
        return completed;
    }

    private static Optional<FeatureId> idOf(JsonNode id) {
        try {
            return Optional.of(new FeatureId(id.asText()));
        } catch (BadInput e) {
            return Optional.empty(); // written by others; no feature can name it
        }
    }
}
