package dev.coord.content.trial;

import dev.coord.content.migration.SqlText;
import dev.coord.schema.Migration;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What can be tried of a directory; as soon as one cannot, it is not known what those that follow would find. For one thread. */
final class TriableMigrations {

    private boolean isAnySql;
    private Optional<String> unread = Optional.empty();

    /** The files that make steps. */
    static List<String> ups(List<MigrationStep> steps) {
        return steps.stream().map(MigrationStep::up).flatMap(Optional::stream).toList();
    }

    List<Migration> read(List<String> paths, Function<String, Optional<byte[]>> content) {
        List<Migration> migrations = new ArrayList<>();
        for (String path : paths) {
            isAnySql |= SqlText.isSql(path);
            Optional<String> text = SqlText.sent(path, content);
            text.ifPresent(up -> migrations.add(new Migration(path, up)));
            if (text.isEmpty() && unread.isEmpty()) {
                unread = Optional.of("'" + path + "' cannot be tried: " + SqlText.unsent(path, content));
            }
        }
        return migrations;
    }

    /** Whether one of those that were read is SQL. */
    boolean areAnySql() {
        return isAnySql;
    }

    /** Why nothing of them can be tried; none where it can. */
    Optional<String> unread() {
        return unread;
    }
}
