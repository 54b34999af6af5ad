package dev.coord.content.link;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.content.migration.ModuleLinks;
import dev.coord.content.migration.Paths;
import dev.coord.content.migration.PythonMigration;
import dev.coord.proof.CandidateFiles;
import dev.coord.schema.MigrationDirectory.Scheme;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where what a link names would lie: many name migrations of packages that are in no repository, and of directories that nobody has said are
 * ones of migrations. For one thread.
 */
final class KnownApps {
    private static final Pattern LABEL = Pattern.compile("(?m)^\\s+label\\s*=\\s*[\"'](?<label>\\w+)[\"']");
    private static final int LARGEST = 1 << 16;

    private final CandidateFiles files;
    private final ModuleLinks links;

    KnownApps(CandidateFiles files, ModuleLinks links) {
        this.files = files;
        this.links = links;
    }

    /** The directories in which it would lie; none where it may be somewhere else. */
    Set<String> directories(LostLink lost) {
        return lost.isOfDjango() ? ofApp(lost.link().label(), lost.link().name()) : ofRevisions(lost);
    }

    /** A name that begins with two bars is no module, but the first or the last of an app. */
    private Set<String> ofApp(String label, String name) {
        Set<String> directories = new TreeSet<>();
        if (!name.startsWith("__")) {
            for (String path : files.paths()) {
                String above = Paths.above(path);
                boolean isApp =
                        Paths.last(path).equals("apps.py") || Paths.last(path).equals("models.py");
                if (isApp && Paths.last(above).equals(label) && isCalled(above, label)) {
                    directories.add(Paths.in(above, "migrations"));
                }
            }
            links.chains().forEach((place, chain) -> {
                if (place.scheme() == Scheme.DJANGO
                        && chain.app().equals(label)
                        && isCalled(Paths.above(place.directory()), label)) {
                    directories.add(place.directory());
                }
            });
        }
        return directories;
    }

    /** The configuration of an app may call it otherwise than its directory. */
    private boolean isCalled(String directory, String label) {
        return files.content(Paths.in(directory, "apps.py"))
                .map(bytes -> LABEL.matcher(new String(bytes, ISO_8859_1)))
                .filter(Matcher::find)
                .map(said -> said.group("label").equals(label))
                .orElse(true);
    }

    private Set<String> ofRevisions(LostLink lost) {
        String name = lost.link().name();
        boolean isLabel = links.modules().values().stream()
                .flatMap(List::stream)
                .anyMatch(one -> one.isLabelled() && one.text().contains(name));
        return isLabel || isElsewhere(name) ? Set.of() : Set.of(lost.place().directory());
    }

    /** Whether a module of that revision lies where nobody looks for migrations. */
    private boolean isElsewhere(String revision) {
        List<String> modules =
                files.paths().stream().filter(path -> path.endsWith(".py")).toList();
        return files.contents(modules, LARGEST).entrySet().stream()
                .flatMap(file -> PythonMigration.alembic(file.getKey(), file.getValue()).stream())
                .map(PythonMigration::name)
                .anyMatch(revision::equals);
    }
}
