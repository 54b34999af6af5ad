package dev.coord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.state.LifecycleOutcome;
import dev.coord.state.LifecycleOutcome.NotMoved;
import java.util.List;

/** The answer to a step in a feature's life, for tools. */
final class LifecycleJson {

    private LifecycleJson() {}

    static ObjectNode of(LifecycleOutcome outcome) {
        if (outcome instanceof LifecycleOutcome.Moved moved) {
            return Json.object()
                    .put("result", "moved")
                    .put("feature", moved.feature().value())
                    .put("from", Words.of(moved.from()))
                    .put("to", Words.of(moved.to()));
        }
        if (outcome instanceof LifecycleOutcome.Stored stored) {
            return Json.object().put("result", "stored").put("features", stored.features());
        }
        if (outcome instanceof NotMoved stopped) {
            return refused(stopped);
        }
        throw new AssertionError(outcome);
    }

    private static ObjectNode refused(NotMoved refused) {
        ObjectNode document = Json.object().put("result", "refused").put("message", refused.message());
        if (refused instanceof LifecycleOutcome.PrerequisitesMissing missing) {
            document.put("reason", "prerequisites_missing");
            Json.texts(document, "missing", missing.missing());
        } else if (refused instanceof LifecycleOutcome.Halted conflict) {
            document.put("reason", "schema_conflict");
            Json.texts(document, "features", List.of(conflict.feature(), conflict.other()));
            Json.texts(document, "tables", conflict.tables());
        } else if (refused instanceof LifecycleOutcome.IllegalMove move) {
            document.put("reason", "illegal_move").put("from", Words.of(move.from()));
        } else if (refused instanceof LifecycleOutcome.NotTheOwner other) {
            document.put("reason", "not_the_owner").put("owner", other.owner().value());
        } else if (refused instanceof LifecycleOutcome.UnknownFeature unknown) {
            document.put("reason", "unknown_feature");
            Json.texts(document, "nearest", unknown.nearest());
        } else if (refused instanceof LifecycleOutcome.StaleLease) {
            document.put("reason", "stale_lease");
        } else {
            throw new AssertionError(refused);
        }
        return document;
    }
}
