package dev.coord.content.edit;

import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Insists that neither side writes a name that the other took out of the file, that no line and no key is new on both
 * sides, and that neither side moved a line elsewhere.
 */
final class Claims {
    private static final Pattern KEY = Pattern.compile("\\s*(?:[-*+|] +)?([\\w.\"'/@-]+)\\s*(?:[:=|]|=>)(?!=).*");

    private static final Pattern HEADER =
            Pattern.compile("\\b(?:def|function|func|fn|fun|catch|lambda)\\b|=>|->|\\)[^()]*\\{\\s*$");

    private Claims() {}

    static void insist(Versions versions, List<String> base, SideEdits mine, SideEdits other) {
        insistOnOwnNames(base, mine, other, versions.ours());
        insistOnOwnNames(base, other, mine, versions.theirs());
        insistOnOnce(base, mine, other);
        insistOnPlace(base, mine, versions.base(), versions.ours());
        insistOnPlace(base, other, versions.base(), versions.theirs());
    }

    /** What a side moved elsewhere is not gone, and what the other side did to it would have to go there as well. */
    private static void insistOnPlace(List<String> base, SideEdits side, TextFile before, TextFile after) {
        Set<String> changed = new HashSet<>();
        for (int i = 0; i < base.size(); i++) {
            if (!side.lines().get(i).equals(Optional.of(base.get(i)))
                    && !Likeness.of(base.get(i)).isBare()) {
                changed.add(base.get(i).strip());
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        Map<String, Integer> times = new HashMap<>();
        before.lines().forEach(line -> times.merge(line.strip(), -1, Integer::sum));
        after.lines().forEach(line -> times.merge(line.strip(), 1, Integer::sum));
        for (String line : changed) {
            if (times.getOrDefault(line, 0) >= 0) {
                throw new NotUnderstood("a side moved '" + line + "'");
            }
        }
    }

    private static void insistOnOwnNames(List<String> base, SideEdits side, SideEdits other, TextFile file) {
        Map<String, Integer> before = names(base);
        Set<String> gone = new HashSet<>(before.keySet());
        gone.removeAll(names(side.written()).keySet());
        if (gone.isEmpty()) {
            return;
        }
        Set<String> assigned = new HashSet<>(gone);
        assigned.removeIf(name -> base.stream().noneMatch(line -> isAssigned(name, line)));
        file.lines().forEach(line -> gone.removeAll(Likeness.of(line).words()));
        gone.addAll(assigned); // what is left elsewhere may be another variable of that name
        names(other.written()).forEach((name, times) -> {
            if (gone.contains(name) && times > before.getOrDefault(name, 0)) {
                throw new NotUnderstood("one side uses '" + name + "', which the other took away");
            }
        });
    }

    private static boolean isAssigned(String name, String line) {
        String word = "(?<![\\w.])" + Pattern.quote(name) + "\\b";
        boolean assigned = Pattern.compile(word + "\\s*(?::[^=:]*)?:?=(?!=|>)|\\b(?:for|as|let|const|var|val) +" + word)
                .matcher(line)
                .find();
        boolean taken = HEADER.matcher(line).find()
                && Pattern.compile("\\(.*" + word).matcher(line).find();
        return assigned || taken;
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
