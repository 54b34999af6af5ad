package dev.coord.content.migration;

import dev.coord.schema.MigrationDirectory.Scheme;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a file says of its migration, in the schemes that go by names.
 *
 * @param path the file
 * @param directory where the migrations lie
 * @param name what the migration is known by
 * @param number as it is written; nothing of one that is repeated
 * @param role what the file is of it
 */
public record FileName(String path, String directory, Scheme scheme, String name, Optional<String> number, Role role) {

    enum Role {
        UP,
        DOWN
    }

    private static final Pattern NUMBERED =
            Pattern.compile("(?s)(?<name>(?<number>[0-9]+)(?:[_-].*?)?)(?<way>[.](?:up|down))?[.](?:sql|rb|go)");

    /** Of Knex, Sequelize, TypeORM and others; what has more than one ending is a declaration, a test or a map. */
    private static final Pattern SCRIPT = Pattern.compile("(?<name>(?<number>[0-9]+)[_-][^.]+)[.][cm]?[jt]s");

    private static final Pattern FLYWAY =
            Pattern.compile("(?s)(?<name>(?<kind>[VU])(?<number>[0-9]+(?:[._][0-9]+)*)__.+?|R__.+?)[.]sql");
    private static final Pattern PRISMA =
            Pattern.compile("(?s)(?:(?<directory>.+)/)?(?<name>(?<number>[0-9]+)(?:[_-][^/]*)?)/migration[.]sql");

    public static Optional<FileName> of(String path) {
        Matcher prisma = PRISMA.matcher(path);
        if (prisma.matches()) {
            String above = prisma.group("directory");
            return Optional.of(new FileName(
                    path,
                    above == null ? "" : above,
                    Scheme.PRISMA,
                    prisma.group("name"),
                    Optional.of(prisma.group("number")),
                    Role.UP));
        }
        String file = Paths.last(path);
        Matcher flyway = FLYWAY.matcher(file);
        if (flyway.matches()) {
            return Optional.of(new FileName(
                    path,
                    Paths.above(path),
                    Scheme.FLYWAY,
                    flyway.group("name"),
                    Optional.ofNullable(flyway.group("number")),
                    "U".equals(flyway.group("kind")) ? Role.DOWN : Role.UP));
        }
        Matcher numbered = NUMBERED.matcher(file);
        if (numbered.matches()) {
            return Optional.of(numbered(path, numbered, ".down".equals(numbered.group("way")) ? Role.DOWN : Role.UP));
        }
        Matcher script = SCRIPT.matcher(file);
        return script.matches() ? Optional.of(numbered(path, script, Role.UP)) : Optional.empty();
    }

    private static FileName numbered(String path, Matcher file, Role role) {
        return new FileName(
                path, Paths.above(path), Scheme.NUMBERED, file.group("name"), Optional.of(file.group("number")), role);
    }

    /** The same, which undoes what its name does not tell. */
    FileName undoing() {
        return new FileName(path, directory, scheme, name, number, Role.DOWN);
    }

    /** Whether both are called the same but for their numbers. */
    public boolean isLike(FileName other) {
        return scheme == other.scheme && role == other.role && unnumbered().equals(other.unnumbered());
    }

    private String unnumbered() {
        return number.map(digits -> name.replaceFirst(Pattern.quote(digits), ""))
                .orElse(name);
    }

    /** What follows the version in Flyway. */
    String description() {
        return name.substring(name.indexOf("__") + 1);
    }

    public Optional<Version> version() {
        return number.map(Version::of);
    }
}
