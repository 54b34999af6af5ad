package dev.coord.core.survival;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of lines: how it is told whether one was made of another. Pure. */
final class Words {

    private static final Pattern WORD = Pattern.compile("[\\p{Alnum}_\\x7f-\\uffff]+");

    private Words() {}

    static Set<String> of(String line) {
        return new HashSet<>(inOrder(line));
    }

    static List<String> inOrder(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    static Set<String> of(Collection<String> lines) {
        Set<String> words = new HashSet<>();
        lines.forEach(line -> words.addAll(of(line)));
        return words;
    }

    /** Whether more than half of the words are among the others. */
    static boolean areMostlyIn(Set<String> words, Set<String> others) {
        return 2 * words.stream().filter(others::contains).count() > words.size();
    }

    /** Whether at least half of the words are among the others. */
    static boolean areHalfIn(Set<String> words, Set<String> others) {
        return 2 * words.stream().filter(others::contains).count() >= words.size();
    }

    /** Whether at least half of the words of each are in the other. */
    static boolean areOneEdited(Set<String> one, Set<String> other) {
        long both = one.stream().filter(other::contains).count();
        return both > 0 && 2 * both >= Math.max(one.size(), other.size());
    }

    /** Whether more than half of the words of each are in the other. */
    static boolean areAlike(Set<String> one, Set<String> other) {
        long both = one.stream().filter(other::contains).count();
        return 2 * both > Math.max(one.size(), other.size());
    }
}
