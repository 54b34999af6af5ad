package dev.coord.content.row;

import dev.coord.content.hunk.Hunk;
import dev.coord.content.list.KnownSets;
import dev.coord.content.text.NotUnderstood;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Insists that no row that a side adds has the name of another one, or means something to one that the other side adds. */
final class RowClaims {
    /** What may follow the first line of a row. */
    private static final List<String> REST = List.of("", ",", "},", "}", "\nend", ">");

    /** Under which name a field of Go is written. */
    private static final Pattern TAG = Pattern.compile("\\w+:\"[^\",-][^\",]*");

    private RowClaims() {}

    static void insist(RowForm form, List<Row> mine, List<Row> other, Hunk hunk, int indent, String header) {
        Set<String> ours = names(mine);
        Set<String> theirs = names(other);
        for (Row row : other) {
            boolean alike = mine.stream().anyMatch(one -> one.lines().equals(row.lines()));
            if (ours.contains(row.name()) && !alike) {
                throw new NotUnderstood("both sides added '" + row.name() + "'");
            }
        }
        if (header.matches("(.*\\W)?enum\\b.*")) {
            insistOnOtherNumbers(mine, other);
        }
        if (form == RowForm.FIELD) {
            insistOnOtherTags(mine, other);
        }
        if (form == RowForm.MEMBER) {
            KnownSets.insistOnApart(quoted(ours), quoted(theirs));
        }
        boolean grouped = other.stream().flatMap(row -> row.lines().stream()).anyMatch(String::isBlank);
        if (form == RowForm.IMPORT && grouped) {
            throw new NotUnderstood("a blank line parts groups, whose order may count");
        }
        if (form == RowForm.ASSIGNMENT) {
            insistOnOtherValues(mine, theirs, ours);
            insistOnOtherValues(other, ours, theirs);
        }
        Set<String> here = around(
                form,
                hunk.alignment().versions().ours().lines(),
                hunk.region().ours().from(),
                hunk.region().ours().to(),
                indent);
        Set<String> there = around(
                form,
                hunk.alignment().versions().theirs().lines(),
                hunk.region().theirs().from(),
                hunk.region().theirs().to(),
                indent);
        here.retainAll(theirs);
        there.retainAll(ours);
        here.addAll(there);
        if (!here.isEmpty()) {
            throw new NotUnderstood("'" + here.iterator().next() + "' would stand there twice");
        }
    }

    static Set<String> names(List<Row> rows) {
        Set<String> names = new HashSet<>();
        for (Row row : rows) {
            if (!names.add(row.name())) {
                throw new NotUnderstood("'" + row.name() + "' stands twice in one version");
            }
        }
        return names;
    }

    /** Of two fields that are written under one name, neither is. */
    private static void insistOnOtherTags(List<Row> mine, List<Row> other) {
        Set<String> tags = tags(mine);
        tags.retainAll(tags(other));
        boolean alike = mine.stream()
                .map(Row::text)
                .toList()
                .equals(other.stream().map(Row::text).toList());
        if (!tags.isEmpty() && !alike) {
            throw new NotUnderstood(
                    "two fields are known as '" + tags.iterator().next() + "'");
        }
    }

    private static Set<String> tags(List<Row> rows) {
        Set<String> tags = new TreeSet<>();
        rows.forEach(
                row -> TAG.matcher(row.text()).results().map(MatchResult::group).forEach(tags::add));
        return tags;
    }

    /** No two constants of an enum have one value, and where only one side tells values, those of the other may be counted on from them. */
    private static void insistOnOtherNumbers(List<Row> mine, List<Row> other) {
        if (isTold(mine) != isTold(other)) {
            throw new NotUnderstood("only one side tells the values of its constants");
        }
        for (Row one : mine) {
            for (Row two : other) {
                String value = one.text().substring(one.name().length());
                boolean same = value.indexOf('=') >= 0
                        && two.text().endsWith(value)
                        && !one.name().equals(two.name());
                if (same) {
                    throw new NotUnderstood("'" + one.name() + "' and '" + two.name() + "' have one value");
                }
            }
        }
    }

    private static boolean isTold(List<Row> rows) {
        return rows.stream().anyMatch(row -> row.text().matches("\\w+\\s*=(?!=).*"));
    }

    private static List<String> quoted(Set<String> names) {
        return names.stream().map(name -> '"' + name + '"').toList();
    }

    private static void insistOnOtherValues(List<Row> rows, Set<String> names, Set<String> own) {
        for (Row row : rows) {
            for (String name : names) {
                boolean uses = Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                        .matcher(row.text())
                        .find();
                if (uses && !own.contains(name)) {
                    throw new NotUnderstood("one side uses '" + name + "', which the other adds");
                }
            }
        }
    }

    /** The names of the rows beside those that a version adds. */
    private static Set<String> around(RowForm form, List<String> lines, int from, int to, int indent) {
        Set<String> names = new HashSet<>();
        for (int line = from - 1; line >= 0 && isBelow(lines.get(line), indent); line--) {
            name(form, lines.get(line), indent, names);
        }
        for (int line = to; line < lines.size() && isBelow(lines.get(line), indent); line++) {
            name(form, lines.get(line), indent, names);
        }
        return names;
    }

    private static boolean isBelow(String line, int indent) {
        return line.isBlank() || Row.indent(line) >= indent;
    }

    private static void name(RowForm form, String line, int indent, Set<String> names) {
        if (!line.isBlank() && Row.indent(line) == indent) {
            for (String rest : REST) {
                form.name(line.strip() + rest).ifPresent(names::add);
            }
        }
    }
}
