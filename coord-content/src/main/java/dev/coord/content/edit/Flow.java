package dev.coord.content.edit;

import dev.coord.RepoPath;
import dev.coord.content.text.NotUnderstood;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Insists that no side writes a line of what a line beside it, which the other side wrote, sets or gives back: each of two answers
 * to one question is right, and both together are wrong.
 */
final class Flow {
    /** What sets a name: a variable, not an argument or an attribute, which other things are set with. */
    private static final Pattern SETS = Pattern.compile("([^=(\"'`]*+)(?<![=!<>])=(?![=>\"'{]).*[^,]");

    private static final Pattern SETS_SEVERAL =
            Pattern.compile("(?:const |let |var )?(?:[\\[{(]([^=]*+)|(\\w++\\s*+,[\\w\\s,]*+)):?=(?![=>]).*");

    private static final Pattern LOOP = Pattern.compile("(?:for|foreach)\\b(.*?)(?:\\b(?:in|of|range)\\b|;|:).*");
    private static final Pattern HEADER =
            Pattern.compile(".*?\\b(?:def|function|func|fn|fun|sub)\\b([^()]*+)\\(([^()]*+)\\).*");
    private static final Pattern ENDS =
            Pattern.compile("[\\w.:> -]*?\\b(?:free|delete|close|drop|dispose|destroy|release|unlock|del)\\b(.*)");

    private static final Pattern LAST = Pattern.compile("([A-Za-z_]\\w*+)\\W*+$");
    private static final Pattern TEXT = Pattern.compile(".*\\.(txt|md|markdown|mdx|rst|adoc|html?|xml|properties|po)");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*+");
    private static final int LONGEST = 400;

    private Flow() {}

    static void insist(RepoPath path, List<String> base, SideEdits mine, SideEdits other) {
        if (TEXT.matcher(path.value().toLowerCase(Locale.ROOT)).matches()) {
            return;
        }
        insistOneWay(base, mine, other);
        insistOneWay(base, other, mine);
    }

    private static void insistOneWay(List<String> base, SideEdits side, SideEdits other) {
        Set<String> set = new HashSet<>();
        for (int i = 0; i <= base.size(); i++) {
            if (!side.fresh(base, i).equals(other.fresh(base, i))) {
                String before = i < base.size() ? base.get(i) : "";
                side.fresh(base, i).forEach(line -> set.addAll(set(before, line)));
            }
        }
        if (set.isEmpty()) {
            return;
        }
        for (int i = 0; i <= base.size(); i++) {
            if (side.fresh(base, i).equals(other.fresh(base, i))) {
                continue;
            }
            for (String line : other.fresh(base, i)) {
                Likeness.of(line).names().stream()
                        .filter(set::contains)
                        .findFirst()
                        .ifPresent(name -> {
                            throw new NotUnderstood("one side sets '" + name + "', the other uses it beside");
                        });
            }
        }
    }

    /** The names that mean something else behind a line; what a function took before it does not. */
    private static Set<String> set(String before, String written) {
        Set<String> names = new HashSet<>();
        String line = written.strip();
        if (line.length() > LONGEST) {
            return names; // data
        }
        Matcher found = SETS.matcher(line);
        if (found.matches()) {
            Matcher last = LAST.matcher(found.group(1).replaceFirst("(?<=\\w)\\s*:[^:].*", ""));
            if (last.find()) {
                names.add(last.group(1));
            }
        }
        Matcher header = HEADER.matcher(line);
        if (header.matches()) {
            words(header.group(2)).forEach(names::add);
            names.removeAll(words(before).toList());
            words(header.group(1)).forEach(names::add);
        }
        for (Pattern several : List.of(SETS_SEVERAL, LOOP, ENDS)) {
            Matcher these = several.matcher(line);
            if (these.matches()) {
                for (int group = 1; group <= these.groupCount(); group++) {
                    String all = these.group(group) == null ? "" : these.group(group);
                    words(all).forEach(names::add);
                }
            }
        }
        return names;
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group);
    }
}
