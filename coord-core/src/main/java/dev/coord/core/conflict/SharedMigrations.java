package dev.coord.core.conflict;

import dev.coord.FeatureId;
import dev.coord.plan.ConflictType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Directories of migrations that several features declare as a whole although each adds a file of its own. Pure. */
public final class SharedMigrations {

    private static final Pattern WHOLE =
            Pattern.compile("(?<directory>(?:.*/)?(?:migrations?|migrate|versions))(?:/|(?:/\\*{1,2})+(?:\\.\\w+)?)?");

    private static final int MOST = 3;

    private SharedMigrations() {}

    /**
     * What to do about one contended path.
     *
     * @param type what kind of conflict it is
     * @param subject the declared path
     * @param features who declares it, or a path that meets it
     * @return for people; nothing where it is no whole directory of migrations
     */
    public static Optional<String> hint(ConflictType type, String subject, Collection<FeatureId> features) {
        Matcher whole = WHOLE.matcher(subject);
        if (type != ConflictType.FILE_WRITE_CONFLICT || !whole.matches()) {
            return Optional.empty();
        }
        List<String> names =
                features.stream().map(FeatureId::value).distinct().sorted().toList();
        String all = names.stream().limit(MOST).collect(Collectors.joining(", "))
                + (names.size() > MOST ? " and " + (names.size() - MOST) + " more" : "");
        return Optional.of("'" + subject + "' is a whole directory of migrations, so " + all
                + " run one after the other; let each declare the file that it adds, without its number, such as '"
                + whole.group("directory")
                + "/*_users.sql', and the tables as schema_changes: numbers are settled when it is merged");
    }
}
