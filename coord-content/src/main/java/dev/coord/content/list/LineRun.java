package dev.coord.content.list;

import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Entries of one or more lines each, as they stand in a file, with the comments and blank lines before them.
 *
 * @param entries the entries
 * @param tail what stands behind the last one
 */
public record LineRun(List<LineRun.Lines> entries, List<String> tail) {

    /** Copies the lists. */
    public LineRun {
        entries = List.copyOf(entries);
        tail = List.copyOf(tail);
    }

    /**
     * An entry.
     *
     * @param key what it is known by
     * @param lead blank lines and comments before it
     * @param body its lines
     */
    public record Lines(String key, List<String> lead, List<String> body) implements Entry {

        /** Copies the lists. */
        public Lines {
            lead = List.copyOf(lead);
            body = List.copyOf(body);
        }

        @Override
        public String content() {
            return Stream.concat(lead.stream().map(String::strip).filter(line -> !line.isEmpty()), body.stream())
                    .map(String::stripTrailing)
                    .collect(Collectors.joining("\n"))
                    .stripTrailing();
        }
    }

    /**
     * Reads entries of one line each.
     *
     * @param lines the lines
     * @param comment what a comment begins with
     * @param key the key of a line that is no comment and not blank
     * @return the entries
     * @throws NotUnderstood if a line has no key
     */
    public static LineRun read(List<String> lines, String comment, UnaryOperator<String> key) {
        List<Lines> entries = new ArrayList<>();
        List<String> lead = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() || line.strip().startsWith(comment)) {
                lead.add(line);
            } else {
                entries.add(new Lines(key.apply(line), lead, List.of(line)));
                lead.clear();
            }
        }
        return new LineRun(entries, lead);
    }

    /**
     * A merged run.
     *
     * @param lines its lines
     * @param places for the key of each entry its first line and the one behind its last, among {@code lines}
     * @param placed what it was made of
     */
    public record MergedRun(List<String> lines, Map<String, int[]> places, Placed<Lines> placed) {}

    /**
     * Writes merged entries.
     *
     * @param placed the merged entries
     * @param base the run that both sides began from
     * @param ours the target's run
     * @param theirs the other
     * @return the lines
     * @throws NotUnderstood if both sides changed what stands behind the last entry
     */
    public static MergedRun written(Placed<Lines> placed, LineRun base, LineRun ours, LineRun theirs) {
        Map<String, Lines> before = base.byKey();
        Map<String, Lines> other = theirs.byKey();
        List<String> lines = new ArrayList<>();
        Map<String, int[]> places = new HashMap<>();
        for (Lines entry : placed.entries()) {
            boolean inAll = before.containsKey(entry.key()) && other.containsKey(entry.key());
            lines.addAll(inAll ? lead(before, entry, other) : entry.lead());
            int first = lines.size();
            lines.addAll(entry.body());
            places.put(entry.key(), new int[] {first, lines.size()});
        }
        lines.addAll(tail(base.tail, ours.tail, theirs.tail));
        return new MergedRun(lines, places, placed);
    }

    /** Blank lines before an entry stay with whichever side put them there or took them away. */
    private static List<String> lead(Map<String, Lines> before, Lines entry, Map<String, Lines> other) {
        List<String> old = before.getOrDefault(entry.key(), entry).lead();
        return entry.lead().equals(old) ? other.getOrDefault(entry.key(), entry).lead() : entry.lead();
    }

    private static List<String> tail(List<String> base, List<String> ours, List<String> theirs) {
        if (ours.equals(base)) {
            return theirs;
        }
        boolean blank = Stream.concat(ours.stream(), theirs.stream()).allMatch(String::isBlank);
        if (theirs.equals(base) || theirs.equals(ours) || blank) {
            return ours;
        }
        throw new NotUnderstood("both sides changed comments at one place");
    }

    private Map<String, Lines> byKey() {
        return entries.stream().collect(Collectors.toMap(Lines::key, lines -> lines));
    }
}
