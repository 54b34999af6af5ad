package dev.coord.content.lex;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names and constants mean, however they are written: {@code 'a'} is {@code "a"} and the same with an escape, 1 is 0x1, 1.0
 * and {@code 1_0e-1}. What two languages take for different things may be taken for one here.
 */
public final class Literals {
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:u\\{([0-9a-fA-F]{1,6})\\}|[uU]+([0-9a-fA-F]{8}|[0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|(.))");
    private static final Pattern TEXT = Pattern.compile("[rRbBuUfF]{0,2}(\"\"\"|'''|[\"'`])(.*)\\1", Pattern.DOTALL);
    private static final Pattern BASED = Pattern.compile("([-+]?)0([xXoObB])([0-9a-fA-F]+)[lLnuU]*");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?[lLnuUdDfF]?");

    private Literals() {}

    /**
     * What a constant means.
     *
     * @param written a name, a number, or a text in quotes
     * @return the same for all ways to write it
     */
    public static String plain(String written) {
        String text = written.strip();
        Matcher quoted = TEXT.matcher(text);
        if (quoted.matches()) {
            return decoded(quoted.group(2));
        }
        return switch (text) {
            case "True" -> "1";
            case "False" -> "0";
            default -> number(text);
        };
    }

    private static String number(String text) {
        String digits = text.replace("_", "");
        Matcher based = BASED.matcher(digits);
        if (based.matches()) {
            int radix = switch (based.group(2)) {
                case "x", "X" -> 16;
                case "o", "O" -> 8;
                default -> 2;
            };
            String inBase = based.group(3);
            boolean fits = inBase.chars().allMatch(digit -> Character.digit(digit, radix) >= 0);
            return fits ? sign(based.group(1)) + new BigInteger(inBase, radix) : decoded(text);
        }
        if (DECIMAL.matcher(digits).matches()) {
            String value = digits.replaceFirst("[lLnuUdDfF]$", "");
            BigDecimal exact = new BigDecimal(value.endsWith(".") ? value + "0" : value);
            return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
        }
        return decoded(text);
    }

    private static String sign(String sign) {
        return sign.equals("-") ? "-" : "";
    }

    private static String decoded(String text) {
        Matcher escape = ESCAPE.matcher(text);
        StringBuilder decoded = new StringBuilder();
        while (escape.find()) {
            escape.appendReplacement(decoded, Matcher.quoteReplacement(meant(escape)));
        }
        return escape.appendTail(decoded).toString();
    }

    private static String meant(Matcher escape) {
        for (int group = 1; group <= 3; group++) {
            if (escape.group(group) != null) {
                int code = Integer.parseUnsignedInt(escape.group(group), 16);
                return Character.isValidCodePoint(code) ? Character.toString(code) : escape.group();
            }
        }
        if (escape.group(4) != null) {
            return Character.toString(Integer.parseInt(escape.group(4), 8));
        }
        return switch (escape.group(5)) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            default -> escape.group(5);
        };
    }
}
