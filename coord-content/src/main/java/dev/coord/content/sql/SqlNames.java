package dev.coord.content.sql;

import dev.coord.content.text.NotUnderstood;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** SqlNames as PostgreSQL understands them: without quotes they are folded to lower case, and all are cut at 63 bytes. */
public final class SqlNames {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final int LONGEST = 63;

    private static final Set<String> RESERVED = Set.of(
            "all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create"
                    .concat(" current_catalog current_date current_role current_time current_timestamp current_user")
                    .concat(" default deferrable desc distinct do else end except false fetch for foreign from grant")
                    .concat(" group having in initially intersect into lateral leading limit localtime")
                    .concat(" localtimestamp not null offset on only or order placing primary references returning")
                    .concat(" select session_user some symmetric system_user table then to trailing true union")
                    .concat(" unique user using variadic when where window with")
                    .split(" ", -1));

    private SqlNames() {}

    /**
     * One name.
     *
     * @param written it as it is written, with its quotes if it has some
     * @return the name, in quotes where it needs them
     * @throws NotUnderstood if it is no name
     */
    public static String of(String written) {
        if (written.startsWith("\"") && written.endsWith("\"") && written.length() > 2) {
            return shown(cut(written.substring(1, written.length() - 1).replace("\"\"", "\"")));
        }
        if (written.isEmpty()
                || written.chars().anyMatch(c -> c == '"' || c == '\'' || c <= ' ')
                || isReserved(written)) {
            throw new NotUnderstood("a name is not plain");
        }
        return shown(cut(folded(written)));
    }

    static boolean isReserved(String word) {
        return RESERVED.contains(folded(word));
    }

    /** What is in a text in quotes, for values of enums. */
    public static String value(String text) {
        return shown(text);
    }

    public static String joined(List<String> parts) {
        return String.join(".", parts);
    }

    private static String shown(String name) {
        return PLAIN.matcher(name).matches() ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Other letters stay as they are, in every encoding of several bytes. */
    private static String folded(String word) {
        StringBuilder folded = new StringBuilder(word);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    private static String cut(String name) {
        String cut = name;
        while (cut.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }
}
