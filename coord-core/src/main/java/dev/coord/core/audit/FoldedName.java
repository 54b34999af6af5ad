package dev.coord.core.audit;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/** How systems compare names that pass over the case of letters, or over how Unicode writes a character. */
final class FoldedName {

    /** The last one that is in no pair of cases and has one way to be written. */
    private static final char PLAIN = 0x7f;

    private static final int I_WITHOUT_DOT = 0x131;

    private FoldedName() {}

    /** Equal for names that are the same but for the way Unicode writes them. */
    static String normal(String name) {
        return isPlain(name) ? name : Normalizer.normalize(name, Form.NFD);
    }

    /** Equal for names that are the same but for that and the case of their letters. */
    static String of(String name) {
        if (isPlain(name)) {
            return lowerCase(name);
        }
        StringBuilder folded = new StringBuilder(name.length());
        Normalizer.normalize(name, Form.NFD).codePoints().map(FoldedName::fold).forEach(folded::appendCodePoint);
        return Normalizer.normalize(folded, Form.NFD);
    }

    /** The letter without a dot is one of its own for every file system; the one with a dot has been taken apart. */
    private static int fold(int letter) {
        return letter == I_WITHOUT_DOT ? letter : Character.toLowerCase(Character.toUpperCase(letter));
    }

    /** Most names are like that, and there are many. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > PLAIN) {
                return false;
            }
        }
        return true;
    }

    private static String lowerCase(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                char[] lower = name.toCharArray();
                for (int j = i; j < lower.length; j++) {
                    if (lower[j] >= 'A' && lower[j] <= 'Z') {
                        lower[j] = (char) (lower[j] + ('a' - 'A'));
                    }
                }
                return new String(lower);
            }
        }
        return name;
    }
}
