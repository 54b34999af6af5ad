package dev.coord.content.migration;

import dev.coord.schema.MigrationDirectory.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A migration that is a Python module.
 *
 * @param text its text, one character for one byte
 * @param name what others name it by: in Django its module, in Alembic its revision
 * @param links what it names as the one before, in order
 * @param others what else it names as applied before it, without being its next, in Alembic
 * @param replaced what it stands for once it has been applied, in Django: it is a squashed migration then
 * @param revision where its own name stands, in Alembic
 * @param down where it is said what it names, in Alembic
 * @param isLabelled whether it begins a line of its own that has a name, in Alembic
 */
public record PythonMigration(
        String path,
        Scheme scheme,
        String text,
        String name,
        List<Link> links,
        List<Link> others,
        List<Link> replaced,
        Optional<Integer> revision,
        Optional<Integer> down,
        boolean isLabelled) {

    private static final Pattern DJANGO = Pattern.compile("(?m)^class\\s+Migration\\s*\\(");
    private static final Pattern DEPENDENCIES = Pattern.compile("(?m)^[ \t]+dependencies\\s*=\\s*(?=[\\[(])");
    private static final Pattern REPLACES = Pattern.compile("(?m)^[ \t]+replaces\\s*=\\s*(?=[\\[(])");
    private static final Pattern PAIR =
            Pattern.compile("\\(\\s*[\"'](?<label>[\\w.]++)[\"']\\s*,\\s*[\"'](?<name>[\\w.-]++)[\"']\\s*,?\\s*\\)");
    private static final Pattern REVISION =
            Pattern.compile("(?m)^revision\\s*(?::[^=\n]*)?=\\s*[\"'](?<name>[^\"'\n]++)[\"']");
    private static final Pattern DOWN =
            Pattern.compile("(?m)^down_revision\\s*(?::[^=\n]*)?=\\s*(?<value>None\\b|[\"'(\\[])");
    private static final Pattern DEPENDS =
            Pattern.compile("(?m)^depends_on\\s*(?::[^=\n]*)?=\\s*(?<value>None\\b|[\"'(\\[])");
    private static final Pattern LABELLED = Pattern.compile("(?m)^branch_labels\\s*(?::[^=\n]*)?=\\s*(?!None\\b)\\S");
    private static final Pattern QUOTED = Pattern.compile("[\"'](?<name>[^\"'\n]++)[\"']");

    public PythonMigration {
        links = List.copyOf(links);
        others = List.copyOf(others);
        replaced = List.copyOf(replaced);
    }

    public boolean isSquashed() {
        return !replaced.isEmpty();
    }

    static Optional<PythonMigration> django(String path, byte[] content) {
        String text = PythonText.of(content);
        String blanked = PythonText.blanked(text);
        String file = Paths.last(path);
        if (file.equals("__init__.py") || !DJANGO.matcher(blanked).find()) {
            return Optional.empty();
        }
        return Optional.of(new PythonMigration(
                path,
                Scheme.DJANGO,
                text,
                file.substring(0, file.length() - ".py".length()),
                pairs(DEPENDENCIES, blanked),
                List.of(),
                pairs(REPLACES, blanked),
                Optional.empty(),
                Optional.empty(),
                false));
    }

    private static List<Link> pairs(Pattern begin, String blanked) {
        List<Link> named = new ArrayList<>();
        Matcher list = begin.matcher(blanked);
        if (list.find()) {
            Matcher pairs = PAIR.matcher(blanked).region(list.end() + 1, PythonText.afterBracket(blanked, list.end()));
            while (pairs.find()) {
                named.add(new Link(pairs.start("name"), pairs.group("label"), pairs.group("name")));
            }
        }
        return named;
    }

    /** One of Alembic; none where the text is not like that. */
    public static Optional<PythonMigration> alembic(String path, byte[] content) {
        String text = PythonText.of(content);
        String blanked = PythonText.blanked(text);
        Matcher revision = REVISION.matcher(blanked);
        Matcher down = DOWN.matcher(blanked);
        if (!revision.find() || !down.find()) {
            return Optional.empty();
        }
        int start = down.start("value");
        Matcher depends = DEPENDS.matcher(blanked);
        return Optional.of(new PythonMigration(
                path,
                Scheme.ALEMBIC,
                text,
                revision.group("name"),
                named(blanked, start),
                depends.find() ? named(blanked, depends.start("value")) : List.of(),
                List.of(),
                Optional.of(revision.start("name")),
                Optional.of(start),
                LABELLED.matcher(blanked).find()));
    }

    /** The names that stand in a value: none, one, or those in brackets. */
    private static List<Link> named(String blanked, int start) {
        char first = blanked.charAt(start);
        if (first == 'N') {
            return List.of();
        }
        boolean isAlone = first == '\'' || first == '"';
        int end = isAlone ? PythonText.afterText(blanked, start) : PythonText.afterBracket(blanked, start);
        List<Link> links = new ArrayList<>();
        Matcher names = QUOTED.matcher(blanked).region(start, end);
        while (names.find()) {
            links.add(new Link(names.start("name"), "", names.group("name")));
        }
        return links;
    }
}
