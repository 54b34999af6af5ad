package dev.coord.content.history;

import dev.coord.content.footprint.SchemaNeeds;
import dev.coord.content.migration.SqlText;
import dev.coord.proof.CandidateFiles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is there before a wave, as far as that is known: what migrations that landed make. More may be there where one of them changes
 * what none of them makes or cannot be read, or where another file describes it. For one thread.
 */
public final class LandedSchema {
    private static final String PUBLIC = "public";
    private static final int LARGEST = 1 << 20;

    private final List<ReadMigration> migrations;
    private final boolean areAll;
    private final CandidateFiles files;
    private Optional<Boolean> isWhole = Optional.empty();

    /**
     * Of a target.
     *
     * @param migrations in the order in which they apply
     * @param areAll whether it has no others that nobody reads
     * @param files with what it has besides
     */
    public LandedSchema(List<ReadMigration> migrations, boolean areAll, CandidateFiles files) {
        this.migrations = List.copyOf(migrations);
        this.areAll = areAll;
        this.files = files;
    }

    /** Whether no migration has landed, so that these show nothing. */
    public boolean isUnknown() {
        return migrations.isEmpty();
    }

    /**
     * Whether an object that none of them makes is not there.
     *
     * @param object its name, qualified
     * @return false as well where nobody knows
     */
    public boolean lacks(String object) {
        String name = object.replace("\"", "");
        return isWhole()
                && isSchemaMade(name.substring(0, Math.max(0, name.indexOf('.'))))
                && !isDescribed(name.substring(name.lastIndexOf('.') + 1));
    }

    private boolean isWhole() {
        if (isWhole.isEmpty()) {
            isWhole = Optional.of(areAll && SchemaHistory.isWhole(migrations));
        }
        return isWhole.get();
    }

    /** Whether what is in a schema is made by migrations; in others, such as Supabase's, something is from the start. */
    private boolean isSchemaMade(String schema) {
        return schema.isEmpty()
                || schema.equals(PUBLIC)
                || migrations.stream()
                        .anyMatch(one -> SchemaNeeds.of(one.footprint()).made().contains(schema));
    }

    private boolean isDescribed(String name) {
        Pattern word = Pattern.compile(
                "(?<![\\p{Alnum}_$])" + Pattern.quote(name.toLowerCase(Locale.ROOT)) + "(?![\\p{Alnum}_$])");
        Set<String> read = migrations.stream().map(ReadMigration::path).collect(Collectors.toSet());
        List<String> describing = files.pathsBefore().stream()
                .filter(path -> isDescription(path) && !read.contains(path))
                .toList();
        return files.contentsBefore(describing, LARGEST).values().stream()
                .anyMatch(bytes -> SqlText.text(bytes)
                        .map(text -> word.matcher(text.toLowerCase(Locale.ROOT)).find())
                        .orElse(true));
    }

    /** Whether it may say what is in a database: a dump, or what Prisma or Rails keeps beside its migrations. */
    private static boolean isDescription(String path) {
        return SqlText.isSql(path)
                || path.endsWith(".prisma")
                || path.equals("schema.rb")
                || path.endsWith("/schema.rb");
    }
}
