package dev.coord.plan;

import dev.coord.CoordinationException.BadInput;
import dev.coord.SafeText;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/** What may stand in the lists and names of a declaration. */
final class Declared {

    private Declared() {}

    static <T> List<T> distinct(Collection<T> values) {
        List<T> copy = List.copyOf(values);
        return hasRepetition(copy) ? copy.stream().distinct().toList() : copy;
    }

    /** Most lists are short, and a set for each would cost more than all the rest. */
    private static <T> boolean hasRepetition(List<T> values) {
        if (values.size() > 16) {
            return new HashSet<>(values).size() < values.size();
        }
        for (int i = 1; i < values.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (values.get(i).equals(values.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    static List<String> named(Collection<String> names, String what) {
        names.forEach(name -> named(name, what));
        return distinct(names);
    }

    static String named(String name, String what) {
        boolean blank = true;
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                throw notAName(name, what);
            }
            blank &= Character.isWhitespace(name.charAt(i));
        }
        if (blank) {
            throw notAName(name, what);
        }
        return name;
    }

    static String command(String text) {
        if (text.isBlank() || text.indexOf('\0') >= 0) {
            throw new BadInput("the check '" + SafeText.excerpt(text)
                    + "' is not a command; write one for /bin/sh, or no check at all");
        }
        return text;
    }

    private static BadInput notAName(String name, String what) {
        return new BadInput(
                what + " '" + SafeText.excerpt(name) + "' is not a name; write it without control characters");
    }
}
