package dev.coord.content.renumber;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.content.migration.FileName;
import dev.coord.content.migration.Paths;
import dev.coord.content.migration.Version;
import dev.coord.schema.BranchFiles;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The version of a dump of the schema of Rails, which is the time of the latest migration: a branch that has the target's migrations says one of
 * those there, and once its own come behind them it says the time of its own. Rails would otherwise run again what the dump has.
 */
final class SchemaVersion {
    private static final Pattern VERSION = Pattern.compile("define\\(version: (?<version>[0-9_]+)\\)");

    private SchemaVersion() {}

    static void follow(String directory, Sides sides, Moves moves) {
        BranchFiles files = sides.files();
        String dump = Paths.in(Paths.above(directory), "schema.rb");
        if (files.changed().contains(dump)) {
            Set<String> own = files.paths();
            List<String> ups = Stream.concat(sides.onto().stream(), sides.added().stream())
                    .map(MigrationStep::up)
                    .flatMap(Optional::stream)
                    .filter(own::contains)
                    .toList();
            Optional<String> before = latest(ups, Function.identity());
            Optional<String> now = latest(ups, moves::target);
            List<String> all = new ArrayList<>(ups);
            sides.onto().forEach(step -> step.up().ifPresent(all::add));
            String text = new String(files.content(dump).orElse(new byte[0]), ISO_8859_1);
            Matcher said = VERSION.matcher(text);
            if (said.find() && before.isPresent() && !before.equals(now)) {
                String version = said.group("version");
                if (version.replace("_", "").equals(before.get())) {
                    String latest = latest(all, moves::target).orElseThrow(); // what comes back need not be it
                    moves.edits(dump)
                            .put(
                                    said.start("version"),
                                    said.end("version"),
                                    version.contains("_") ? References.barred(latest) : latest);
                }
            }
        }
    }

    private static Optional<String> latest(List<String> ups, Function<String, String> name) {
        return ups.stream()
                .flatMap(up -> FileName.of(name.apply(up)).flatMap(FileName::number).stream())
                .max(Comparator.comparing(Version::of));
    }
}
