package dev.coord.content.edit;

import dev.coord.content.diff.Region.Span;
import dev.coord.content.hunk.Resolution;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Looks at two lines that follow each other in no version. What parts entries or ends a statement has to stand between them as it
 * does between others: one that was the last of a list without a comma cannot be followed by another.
 */
public final class Seams {
    /** How many lines beside a conflict show how lines of its kind follow each other. */
    private static final int AROUND = 20;

    private static final Pattern ASIDE = Pattern.compile("\\s*((//|#|/\\*|\\*|<!--|--\\s).*)?");
    private static final Pattern CLOSES = Pattern.compile("([\\])}]|</|(end|fi|done|esac)\\b).*");
    private static final Pattern OPERATOR =
            Pattern.compile(".*(&&|\\|\\||\\?\\?|[=+*/<|&?\\\\.-]|\\b(and|or|not|in|AND|OR))");
    private static final Pattern LEADS =
            Pattern.compile("(,|\\.\\w|\\?\\.|&&|\\|\\||\\?\\?|[+*/|&?:=] |(and|or|AND|OR)\\b).*");

    private static final Pattern LEAVES = Pattern.compile(
            "(return|throw|raise|break|continue|goto|exit|die)\\b(?!\\s*[:=,.])(?!.*\\b(if|unless)\\b).*");
    private static final Pattern LABEL =
            Pattern.compile("(case|default|when|else|elif|except|rescue|ensure|in)\\b.*|\\w+:");

    private final List<Seam> seen = new ArrayList<>();
    private final List<String> merged;

    private Seams(List<String> merged, List<List<String>> versions) {
        this.merged = code(merged);
        versions.forEach(lines -> seen.addAll(seams(code(lines))));
    }

    /**
     * Insists that merged lines may follow each other.
     *
     * @param versions the file
     * @param resolution the merged lines
     * @return the same
     * @throws NotUnderstood if two lines follow each other that may not
     */
    public static Resolution insist(Versions versions, Resolution resolution) {
        Span base = around(resolution.region().base(), versions.base());
        Span ours = around(resolution.region().ours(), versions.ours());
        Span theirs = around(resolution.region().theirs(), versions.theirs());
        List<String> merged = new ArrayList<>(versions.ours()
                .lines()
                .subList(ours.from(), resolution.region().ours().from()));
        merged.addAll(resolution.lines());
        merged.addAll(versions.ours().lines().subList(resolution.region().ours().to(), ours.to()));
        List<List<String>> before = List.of(
                versions.base().lines().subList(base.from(), base.to()),
                versions.ours().lines().subList(ours.from(), ours.to()),
                versions.theirs().lines().subList(theirs.from(), theirs.to()));
        insist(before, merged);
        return resolution;
    }

    private static Span around(Span span, TextFile file) {
        return new Span(Math.max(0, span.from() - AROUND), Math.min(file.lines().size(), span.to() + AROUND));
    }

    private static void insist(List<List<String>> versions, List<String> merged) {
        Seams seams = new Seams(merged, versions);
        Set<Seam> known = new HashSet<>(seams.seen);
        List<Seam> now = seams(seams.merged);
        for (int i = 0; i < now.size(); i++) {
            boolean fits = now.get(i).isReached() && seams.fitsBehind(now.get(i), i) && seams.fitsBefore(now.get(i));
            if (!known.contains(now.get(i)) && !fits) {
                throw new NotUnderstood("'" + now.get(i).first.strip() + "' may not stand before '"
                        + now.get(i).second.strip() + "'");
            }
        }
    }

    private enum Step {
        CLOSE,
        DEEPER,
        SAME,
        LESS
    }

    private record Seam(String first, String second) {
        Step step() {
            if (CLOSES.matcher(second.strip()).matches()) {
                return Step.CLOSE;
            }
            int more = Integer.compare(indent(second), indent(first));
            return more > 0 ? Step.DEEPER : more < 0 ? Step.LESS : Step.SAME;
        }

        /** Nothing runs behind what leaves its block. */
        boolean isReached() {
            return step() != Step.SAME
                    || !LEAVES.matcher(first.strip()).matches()
                    || LABEL.matcher(second.strip()).matches();
        }
    }

    /** Whether something may follow the first line, where its second now does. */
    private boolean fitsBehind(Seam seam, int at) {
        Step step = seam.step();
        if (any(one -> one.first.equals(seam.first) && one.step() == step)) {
            return true;
        }
        String trail = trail(seam.first);
        return switch (step) {
            case SAME ->
                !trail.equals("operator")
                        && (any(one -> one.second.equals(seam.second)
                                        && one.step() == Step.SAME
                                        && trail(one.first).equals(trail))
                                || sibling(at)
                                        .map(before -> isComma(before) == isComma(seam.first))
                                        .orElse(isOver(seam.first) || trail.equals(",")));
            case CLOSE, LESS -> trail.isEmpty() || any(one -> trail(one.first).equals(trail) && one.step() == step);
            case DEEPER -> false;
        };
    }

    /** Whether the first line may stand before the second. */
    private boolean fitsBefore(Seam seam) {
        Step step = seam.step();
        String lead = lead(seam.second);
        if (!lead.isEmpty()) {
            return any(one -> one.second.equals(seam.second) && end(one.first).equals(end(seam.first)));
        }
        if (step != Step.SAME) {
            return true;
        }
        List<Seam> before = seen.stream()
                .filter(one -> one.second.equals(seam.second) && one.step() == Step.SAME)
                .toList();
        boolean alike = before.isEmpty()
                || before.stream().anyMatch(one -> trail(one.first).equals(trail(seam.first)));
        return alike && lead(seam.first).isEmpty();
    }

    private boolean any(Predicate<Seam> what) {
        return seen.stream().anyMatch(what);
    }

    /** The end of what stands before a line in its block. */
    private Optional<String> sibling(int at) {
        int indent = indent(merged.get(at));
        for (int line = at - 1; line >= 0 && indent(merged.get(line)) >= indent; line--) {
            String next = merged.get(line + 1);
            boolean begins =
                    indent(next) > indent || CLOSES.matcher(next.strip()).matches();
            if (indent(merged.get(line)) == indent && !begins) {
                return Optional.of(merged.get(line));
            }
        }
        return Optional.empty();
    }

    private static boolean isComma(String line) {
        return trail(line).equals(",");
    }

    private static boolean isOver(String line) {
        String text = line.strip();
        return text.endsWith(";") || text.endsWith("}");
    }

    private static String trail(String line) {
        String text = line.strip();
        return text.endsWith(",") ? "," : OPERATOR.matcher(text).matches() && !text.endsWith("*/") ? "operator" : "";
    }

    private static String end(String line) {
        return line.strip().endsWith(";") ? ";" : trail(line);
    }

    private static String lead(String line) {
        return LEADS.matcher(line.strip()).matches() ? line.strip().substring(0, 1) : "";
    }

    private static List<Seam> seams(List<String> lines) {
        List<Seam> seams = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            seams.add(new Seam(lines.get(i - 1), lines.get(i)));
        }
        return seams;
    }

    private static List<String> code(List<String> lines) {
        return lines.stream().filter(line -> !ASIDE.matcher(line).matches()).toList();
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
