package dev.coord.content.edit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words and signs of a line, to tell an edited line from another one. */
record Likeness(String line, List<String> words) {
    private static final Set<String> BARE = Set.of("end", "fi", "done", "esac", "else", "then", "do", "begin");

    static Likeness of(String line) {
        List<String> words = new ArrayList<>();
        int begin = -1;
        for (int i = 0; i <= line.length(); i++) {
            boolean word = i < line.length() && Character.isLetterOrDigit(line.charAt(i));
            if (!word && begin >= 0) {
                words.add(line.substring(begin, i));
                begin = -1;
            }
            if (word && begin < 0) {
                begin = i;
            }
            if (!word && i < line.length() && line.charAt(i) > ' ') {
                words.add(line.substring(i, i + 1));
            }
        }
        return new Likeness(line, List.copyOf(words));
    }

    /** From 0, nothing in common, to 1, the same words. */
    double to(Likeness other) {
        if (line.equals(other.line)) {
            return 1;
        }
        Map<String, Integer> mine = new HashMap<>();
        words.forEach(word -> mine.merge(word, 1, Integer::sum));
        int common = 0;
        for (String word : other.words) {
            if (mine.merge(word, -1, Integer::sum) >= 0) {
                common++;
            }
        }
        int all = words.size() + other.words.size();
        return all == 0 ? 0 : 2.0 * common / all;
    }

    /** Whether another line is made like this one, if not of the same words, then of the same signs. */
    boolean isLike(Likeness other) {
        List<String> mine = signs();
        return to(other) >= SideEdits.ALIKE || (!mine.isEmpty() && mine.equals(other.signs()));
    }

    private List<String> signs() {
        return words.stream()
                .filter(word -> !Character.isLetterOrDigit(word.charAt(0)))
                .toList();
    }

    /** The names in it. */
    Set<String> names() {
        Set<String> names = new HashSet<>(words);
        names.removeIf(word -> !Character.isLetter(word.charAt(0)));
        return names;
    }

    int indent() {
        return line.length() - line.stripLeading().length();
    }

    /** Whether it says so little that it stands for nothing, as a lone brace. */
    boolean isBare() {
        return words.stream().noneMatch(word -> Character.isLetterOrDigit(word.charAt(0)) && !BARE.contains(word));
    }
}
