package dev.coord.content.edit;

import dev.coord.RepoPath;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lines open and close, for files of one name. An edit that opens and closes what the edited lines did stands for itself,
 * whatever stands around it.
 *
 * @param marked whether the files hold tags
 */
public record Brackets(boolean marked) {
    private static final Pattern MARKED = Pattern.compile(
            ".*\\.(html?|xml|xhtml|vue|svelte|jsx|tsx|jelly|erb|svg|hbs|twig|xlf|xliff|resx|csproj|props)");
    private static final Pattern SIGN = Pattern.compile("[\\[({]|[])}]");
    private static final Pattern SIGN_OR_TAG = Pattern.compile("[\\[({]|[])}]|</?[A-Za-z][\\w.:-]*|/>");

    public static Brackets of(RepoPath path) {
        return new Brackets(
                MARKED.matcher(path.value().toLowerCase(Locale.ROOT)).matches());
    }

    /** Whether lines open and close what others did. */
    public boolean agree(List<String> before, List<String> after) {
        return open(before).equals(open(after));
    }

    /** Whether nothing is open behind the lines that was not open before them, wherever they are taken to begin. */
    boolean isWhole(List<String> lines) {
        String open = open(lines);
        int closed = 0;
        while (closed < open.length() && "])}".indexOf(open.charAt(closed)) >= 0) {
            closed++;
        }
        String opened = new StringBuilder(open.substring(closed)).reverse().toString();
        return opened.replace('(', ')').replace('[', ']').replace('{', '}').equals(open.substring(0, closed));
    }

    private String open(List<String> lines) {
        StringBuilder open = new StringBuilder();
        Matcher found = (marked ? SIGN_OR_TAG : SIGN).matcher(String.join("\n", lines));
        while (found.find()) {
            String sign = found.group();
            if (!close(open, sign)) {
                open.append(sign);
            }
        }
        return open.toString();
    }

    private static boolean close(StringBuilder open, String sign) {
        String opener = switch (sign) {
            case ")" -> "(";
            case "]" -> "[";
            case "}" -> "{";
            default -> sign.startsWith("</") ? "<" + sign.substring(2) : "";
        };
        int tag = open.lastIndexOf("<");
        String last = sign.equals("/>") && tag >= 0 ? open.substring(tag) : opener;
        boolean closes = !last.isEmpty() && open.toString().endsWith(last);
        if (closes) {
            open.setLength(open.length() - last.length());
        }
        return closes;
    }
}
