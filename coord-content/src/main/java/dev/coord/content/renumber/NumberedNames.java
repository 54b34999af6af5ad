package dev.coord.content.renumber;

import dev.coord.content.migration.FileName;
import dev.coord.content.migration.Paths;
import dev.coord.schema.MigrationDirectory.Scheme;
import dev.coord.schema.MigrationStep;

/** What the files of a directory are called under other numbers. */
record NumberedNames(String directory, Scheme scheme) {

    /** The path of a file whose migration has another number. */
    String path(String path, String number) {
        String name = path.substring(Paths.in(directory, "").length());
        int start = scheme == Scheme.FLYWAY ? 1 : 0;
        int end = start;
        while (end < name.length() && (Character.isDigit(name.charAt(end)) || isBetween(name, end))) {
            end++;
        }
        return Paths.in(directory, name.substring(0, start) + number + name.substring(end));
    }

    /** Between the parts of a version is one character, and behind it are two. */
    private boolean isBetween(String name, int at) {
        return scheme == Scheme.FLYWAY
                && (name.charAt(at) == '.' || name.charAt(at) == '_')
                && at + 1 < name.length()
                && Character.isDigit(name.charAt(at + 1));
    }

    /** Says that a migration has another number, to whatever names it. */
    void rename(MigrationStep step, String number, Moves moves) {
        for (String path : step.files()) {
            FileName.of(path)
                    .ifPresent(name -> moves.rename(new Moves.Rename(
                            directory,
                            "",
                            name.name(),
                            FileName.of(path(path, number)).orElseThrow().name())));
        }
    }
}
