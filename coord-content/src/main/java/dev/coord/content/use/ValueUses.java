package dev.coord.content.use;

import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Which imported names a TypeScript file uses otherwise than as types, so that their imports are still there when it is compiled. What
 * is not certainly a type counts so. Pure.
 */
public final class ValueUses {
    /** JSX may mean it without naming it. */
    private static final String IMPLIED = "React";

    private static final String PRAGMA = "@jsx";

    private ValueUses() {}

    /**
     * Those of the names that are used so.
     *
     * @param imports the tokens of what imports them
     * @param hasMarkup whether it may have JSX, in whose texts anything may stand
     */
    public static Set<String> of(Tokens tokens, Set<String> names, BitSet imports, boolean hasMarkup) {
        BitSet types = TypePlaces.of(tokens, hasMarkup);
        Set<String> used = new HashSet<>();
        for (int at = 0; at < tokens.size(); at++) {
            if (tokens.is(at, "\\") || (hasMarkup && isPragma(tokens, at))) {
                return names; // a name may be written otherwise, or meant without being written
            }
            if (imports.get(at)) {
                continue;
            }
            if (tokens.isA(at, Kind.WORD)) {
                if (!types.get(at) && names.contains(tokens.text(at)) && !isMember(tokens, at)) {
                    used.add(tokens.text(at));
                }
            } else if (hasMarkup ? !tokens.isA(at, Kind.SIGN) : isEmbedding(tokens, at)) {
                String text = tokens.text(at);
                names.stream().filter(name -> isIn(name, text)).forEach(used::add);
            }
        }
        if (hasMarkup && names.contains(IMPLIED)) {
            used.add(IMPLIED);
        }
        return used;
    }

    private static boolean isPragma(Tokens tokens, int at) {
        return tokens.isA(at, Kind.COMMENT) && tokens.text(at).contains(PRAGMA);
    }

    /** As a whole word. */
    private static boolean isIn(String name, String text) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean isWhole = (at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)));
            if (isWhole) {
                return true;
            }
        }
        return false;
    }

    /** What a template names; or what is taken for a pattern, and divides. */
    private static boolean isEmbedding(Tokens tokens, int at) {
        return tokens.isA(at, Kind.TEXT)
                && (tokens.source().charAt(tokens.begin(at)) == '`'
                        || tokens.source().charAt(tokens.begin(at)) == '/');
    }

    private static boolean isMember(Tokens tokens, int at) {
        int before = tokens.codeBefore(at);
        return tokens.is(before, ".") && !tokens.is(before - 1, ".");
    }
}
