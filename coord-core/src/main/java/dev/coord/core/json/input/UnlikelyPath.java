package dev.coord.core.json.input;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people and agents write as a path though no file is called so: it is taken as it stands, and a warning says as what.
 * Names that frameworks use, such as {@code app/[id]}, {@code $postId.tsx} and {@code @modal/(.)photo}, are none of these.
 */
enum UnlikelyPath {
    /** A range of a shell. */
    RANGE("\\{[^{},/]*\\.\\.[^{},/]*}", "a range in braces is not written out; list the names, or write '*'"),
    HOME("^~[^/]*(/.*)?$", "'~' is no home directory here; name a path in the repository"),
    URL("^[A-Za-z][A-Za-z0-9+.-]*:/", "it is taken for a path in the repository; leave the address out"),
    MAGIC("^:", "the ':' is taken for a part of the name; only '*', '**', '?' and '{a,b}' are special"),
    NEGATION("^!", "the '!' is taken for a part of the name, since no path can be excluded; name what is meant"),
    /** {@code x.ts:10-20}, {@code x.ts:12:3}, {@code x.ts#L10}, {@code x.py::test}, {@code x.md#part}. */
    PLACE_IN_FILE(
            "(:\\d+([-:,]\\d+)*|::[^/]*|#L?\\d+(-L?\\d+)?|\\.\\w+#[^/]*|:L\\d+(-L?\\d+)?)$",
            "what stands behind the name is taken for a part of it; leave lines and parts out"),
    REMARK(
            "\\S\\s+(\\([^()/]*\\)|\\[[^\\]/]*])$",
            "the remark behind the name is taken for a part of it; leave it out"),
    RENAMED("\\s(->|=>|→)\\s", "it is taken for one name; list both as paths of their own"),
    /** Several in one text. */
    SEVERAL(
            "(?<=[\\w*/)\\]}])[,;]\\s+\\S|\\.\\w{1,6}[,;]\\S+\\.\\w{1,6}$|\\.[A-Za-z]\\w{0,5}\\s+\\S*[/\\w]\\.\\w{1,6}$",
            "it is taken for one name; list each path by itself"),
    BLANKS("^\\s|\\s$|\\s/|/\\s", "the blank is taken for a part of the name; remove it"),
    QUOTES("^([\"'`]).*\\1$|^<.*>$", "the marks around it are taken for a part of the name; remove them"),
    VARIABLE(
            "\\$\\{|\\$\\(|(^|/)\\$[A-Z][A-Z0-9_]+(/|$)|^%[A-Za-z]\\w*%",
            "no variable is filled in; write what it stands for"),
    ELLIPSIS("(^|/)(\\.{3,}|…)(/|$)", "'...' is taken for a name; write '**' for whatever lies below"),
    CHARACTERS("\\[[!^]?\\w-\\w]", "'[ ]' are plain characters; write '?' or '*'"),
    DEEP(
            "[^/*{,]\\*\\*|\\*\\*[^/*},]",
            "'**' stands for directories only where nothing stands beside it; here it is '*'"),
    NOTHING("^(?i)(n/a|none|nil|null|tbd|-+)$", "it is taken for the name of a file; leave it out if there is none");

    private final Pattern looks;
    private final String meaning;

    UnlikelyPath(String regex, String meaning) {
        this.looks = Pattern.compile(regex);
        this.meaning = meaning;
    }

    /** What a text that is a path is taken for, if that is probably not meant. */
    static Optional<String> warning(String text) {
        if (isOrdinary(text)) {
            return Optional.empty();
        }
        for (UnlikelyPath unlikely : values()) {
            if (unlikely.looks.matcher(outsideAlternatives(unlikely, text)).find()) {
                return Optional.of(unlikely.meaning);
            }
        }
        return unmatched(text)
                ? Optional.of("a brace without its partner is taken for a part of the name")
                : Optional.empty();
    }

    /** Nearly every path: not worth a regular expression. */
    private static boolean isOrdinary(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || (c == '/' && i > 0)
                    || (c == '-' && i > 0)
                    || (c == '.' && !text.startsWith("...", i));
            if (!plain) {
                return false;
            }
        }
        return !NOTHING.looks.matcher(text).find();
    }

    /** The commas of alternatives separate no paths. */
    private static String outsideAlternatives(UnlikelyPath unlikely, String text) {
        return unlikely == SEVERAL ? text.replaceAll("\\{[^{}]*}", "x") : text;
    }

    private static boolean unmatched(String text) {
        int depth = 0;
        for (int i = 0; i < text.length() && depth >= 0; i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
        }
        return depth != 0;
    }
}
