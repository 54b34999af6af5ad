package dev.coord.content.edit;

import dev.coord.content.text.NotUnderstood;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Insists that neither side writes a name that the other took away, and that no line and no key is new on both sides. */
final class Claims {
    private static final Pattern KEY = Pattern.compile("\\s*(?:[-*+|] +)?([\\w.\"'/@-]+)\\s*(?:[:=|]|=>)(?!=).*");

    private Claims() {}

    static void insist(List<String> base, SideEdits mine, SideEdits other) {
        insistOnOwnNames(base, mine, other);
        insistOnOwnNames(base, other, mine);
        insistOnOnce(base, mine, other);
    }

    private static void insistOnOwnNames(List<String> base, SideEdits side, SideEdits other) {
        Map<String, Integer> before = names(base);
        Set<String> gone = new HashSet<>(before.keySet());
        gone.removeAll(names(side.written()).keySet());
        names(other.written()).forEach((name, times) -> {
            if (gone.contains(name) && times > before.getOrDefault(name, 0)) {
                throw new NotUnderstood("one side uses '" + name + "', which the other took away");
            }
        });
    }

    private static Map<String, Integer> names(List<String> lines) {
        Map<String, Integer> names = new HashMap<>();
        for (String line : lines) {
            Likeness.of(line).names().forEach(name -> names.merge(name, 1, Integer::sum));
        }
        return names;
    }

    /** What both sides add at one place alike stands there once; at two places it would stand there twice. */
    private static void insistOnOnce(List<String> base, SideEdits mine, SideEdits other) {
        Set<String> old = new HashSet<>();
        base.forEach(line -> key(line).ifPresent(old::add));
        for (int i = 0; i <= base.size(); i++) {
            for (String line : mine.fresh(base, i)) {
                for (int k = 0; k <= base.size(); k++) {
                    boolean alike = k == i && mine.fresh(base, i).equals(other.fresh(base, k));
                    if (!alike) {
                        insistOnApart(line, other.fresh(base, k), old);
                    }
                }
            }
        }
    }

    private static void insistOnApart(String line, List<String> others, Set<String> old) {
        Optional<String> key = key(line).filter(name -> !old.contains(name));
        for (String other : others) {
            boolean same =
                    other.strip().equals(line.strip()) && !Likeness.of(line).isBare();
            if (same || (key.isPresent() && key.equals(key(other)))) {
                throw new NotUnderstood("both sides add '" + line.strip() + "'");
            }
        }
    }

    private static Optional<String> key(String line) {
        Matcher found = KEY.matcher(line);
        return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
