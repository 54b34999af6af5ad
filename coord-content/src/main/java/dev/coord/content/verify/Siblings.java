package dev.coord.content.verify;

import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands below one line is known by names of its own: none stands there twice that stands there once in each version. Below is
 * what is indented more, or follows a heading. Conflict or not, in a language that is known or not: where the sides add one name at
 * two places, git merges at least one of them without a conflict.
 */
final class Siblings {
    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(\\S.*?)\\s*#*\\s*");
    /** What begins a document of YAML or a table of TOML. */
    private static final Pattern PART = Pattern.compile("---.*|\\[{1,2}[^\\[\\]]+]{1,2}");

    private static final Pattern ASIDE = Pattern.compile("(?://|/\\*|\\*|#).*");

    private static final Pattern NUMBER =
            Pattern.compile(".*[\\w\"'\\])]\\s*(?:=|:)\\s*(?:(1) *<< *)?(\\d{1,9})\\s*[,;]?");

    private final Map<Place, Set<String>> names = new HashMap<>();
    private final Set<Twice> twice = new LinkedHashSet<>();

    /** A line, by its number, that others stand below. */
    private record Place(int line, String text) {}

    /** A name that stands twice below one line of this text. */
    private record Twice(String text, String name) {}

    private Siblings() {}

    static void insist(Versions versions, TextFile merged) {
        boolean markdown = versions.path().value().matches("(?i).*\\.(md|markdown|mdx)");
        Set<Twice> twice = of(merged, versions, markdown).twice;
        if (!twice.isEmpty()) {
            twice.removeAll(of(versions.ours(), versions, markdown).twice);
            twice.removeAll(of(versions.theirs(), versions, markdown).twice);
        }
        if (!twice.isEmpty()) {
            throw new NotUnderstood("'" + twice.iterator().next().name() + "' would stand there twice");
        }
    }

    private static Siblings of(TextFile file, Versions versions, boolean markdown) {
        Siblings found = new Siblings();
        if (markdown) {
            found.readSections(file.lines());
        } else {
            found.readIndented(file.lines(), Label.isOfCommands(versions.path()));
        }
        return found;
    }

    private void readSections(List<String> lines) {
        Deque<Integer> levels = new ArrayDeque<>();
        Deque<Place> places = new ArrayDeque<>(List.of(new Place(-1, "")));
        boolean code = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            code ^= line.strip().startsWith("```") || line.strip().startsWith("~~~");
            Matcher heading = HEADING.matcher(line);
            if (code || !heading.matches()) {
                continue;
            }
            int level = heading.group(1).length();
            while (!levels.isEmpty() && levels.getLast() >= level) {
                levels.removeLast();
                places.removeLast();
            }
            add(places.getLast(), heading.group(1) + " " + heading.group(2));
            levels.add(level);
            places.add(new Place(i, heading.group(2)));
        }
    }

    private void readIndented(List<String> lines, boolean commands) {
        Deque<Integer> indents = new ArrayDeque<>();
        Deque<Place> places = new ArrayDeque<>(List.of(new Place(-1, "")));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || ASIDE.matcher(line).matches()) {
                continue;
            }
            int indent = lines.get(i).indexOf(line);
            while (!indents.isEmpty() && indents.getLast() >= indent) {
                indents.removeLast();
                places.removeLast();
            }
            if (indent == 0 && PART.matcher(line).matches()) {
                places.clear();
                places.add(new Place(i, line));
                continue;
            }
            Place place = places.getLast();
            Optional<String> name = Label.of(line, place.text(), commands);
            name.ifPresent(known -> add(place, known));
            number(place, line);
            indents.add(indent);
            places.add(new Place(i, line));
        }
    }

    /** A number by which something is counted, since the one before it stands there too, is given once. Arguments are not counted. */
    private void number(Place place, String line) {
        char last = line.charAt(line.length() - 1);
        if (!(Character.isDigit(last) || last == ',' || last == ';')) {
            return; // nearly all lines, and patterns cost most of the time
        }
        Matcher found = NUMBER.matcher(line);
        if (found.matches() && !place.text().endsWith("(")) {
            String way = found.group(1) == null ? "= " : "= 1 << ";
            int number = Integer.parseInt(found.group(2));
            Set<String> known = names.computeIfAbsent(place, any -> new HashSet<>());
            if (!known.add(way + number) && known.contains(way + (number - 1))) {
                twice.add(new Twice(place.text(), way + number));
            }
        }
    }

    private void add(Place place, String name) {
        if (!names.computeIfAbsent(place, any -> new HashSet<>()).add(name)) {
            twice.add(new Twice(place.text(), name));
        }
    }
}
