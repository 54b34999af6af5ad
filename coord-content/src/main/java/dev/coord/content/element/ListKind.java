package dev.coord.content.element;

import dev.coord.content.lex.Headers;
import dev.coord.content.lex.Language;
import dev.coord.content.lex.Literals;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.list.KnownSets;
import dev.coord.content.list.Listing;
import dev.coord.content.list.Listing.Item;
import dev.coord.content.list.Listing.Naming;
import dev.coord.content.text.NotUnderstood;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a list in brackets is: its entries are named by a key, or by themselves. Arguments and statements are no such list. */
enum ListKind implements Naming {
    /** Members of an object, entries of a map. */
    NAMED,
    /** Constants of an enum. */
    CONSTANTS,
    /** Entries of a list or a set. */
    NAMELESS;

    private static final Set<String> VALUE_BEFORE_LIST =
            Set.of("=", "(", ",", ":", "[", "?", "&", "|", ">", "return", "default");
    private static final Set<String> VALUE_BEFORE_OBJECT =
            Set.of("=", "(", ",", ":", "[", "?", "&", "|", "return", "default");
    private static final Set<String> PATTERNS = Set.of("const", "let", "var", "import", "export", "type");
    private static final Set<String> AWAITED = Set.of("all", "allSettled", "race", "any", "gather", "zip");
    private static final Set<String> LISTS_OF_JAVA =
            Set.of("List.of", "Set.of", "Arrays.asList", "Stream.of", "EnumSet.of");
    private static final Set<String> STATEMENTS_OF_GO =
            Set.of("if", "for", "switch", "func", "select", "type", "else", "go", "defer", "case");

    static ListKind of(Language language, Tokens tokens, int open) {
        int before = tokens.codeBefore(open);
        int after = tokens.code(tokens.partner(open) + 1);
        ListKind kind = switch (language) {
            case SCRIPT -> script(tokens, open, before, after);
            case JAVA -> java(tokens, open, before);
            case PYTHON -> python(tokens, open, before);
            case GO -> go(tokens, open);
            default -> refuse();
        };
        if (kind == NAMELESS && KnownSets.isOrdered(nameOf(tokens, open))) {
            throw new NotUnderstood("the order of '" + nameOf(tokens, open) + "' counts");
        }
        for (int at = open + 1; at < tokens.partner(open); at = Math.max(at, tokens.partner(at)) + 1) {
            boolean spread = isTwice(tokens, at, ".") || isTwice(tokens, at, "*");
            if (spread || tokens.is(at, ";")) {
                throw new NotUnderstood("the order of its entries counts");
            }
        }
        return kind;
    }

    /** The last name before a list: what it is given to, or what takes it. */
    private static String nameOf(Tokens tokens, int open) {
        int at = tokens.codeBefore(open);
        int line = tokens.lineOf(tokens.begin(open));
        while (at >= 0 && tokens.isA(at, Kind.SIGN) && tokens.lineOf(tokens.begin(at)) == line) {
            at = tokens.codeBefore(Math.max(0, tokens.is(at, "]") || tokens.is(at, ")") ? tokens.partner(at) : at));
        }
        return tokens.text(at);
    }

    /** Whoever awaits several results at once takes them by their positions. */
    private static boolean isAwaited(Tokens tokens, int before) {
        return tokens.is(before, "(") && AWAITED.contains(tokens.text(tokens.codeBefore(before)));
    }

    private static boolean isTwice(Tokens tokens, int at, String sign) {
        return tokens.is(at, sign) && tokens.is(at + 1, sign);
    }

    private static ListKind script(Tokens tokens, int open, int before, int after) {
        boolean pattern = tokens.is(after, "=") && !tokens.is(after + 1, "=");
        if (tokens.is(open, "[")) {
            boolean value = VALUE_BEFORE_LIST.contains(tokens.text(before)) && !isBracket(tokens, before);
            boolean typed = tokens.is(before, ":") && tokens.is(tokens.enclosing(open), "(");
            boolean type = tokens.is(Headers.begin(tokens, open), "type");
            return value && !pattern && !typed && !type && !isAwaited(tokens, before) ? NAMELESS : refuse();
        }
        if (!tokens.is(open, "{")) {
            return refuse();
        }
        boolean value = VALUE_BEFORE_OBJECT.contains(tokens.text(before)) && !PATTERNS.contains(tokens.text(before));
        if (Headers.isEnum(tokens, open)) {
            return CONSTANTS;
        }
        return value || (pattern && PATTERNS.contains(tokens.text(before))) ? NAMED : refuse();
    }

    /** A sign that closes a tag or type arguments, and is not of an arrow. */
    private static boolean isBracket(Tokens tokens, int sign) {
        return tokens.is(sign, ">") && !tokens.is(sign - 1, "=");
    }

    private static ListKind java(Tokens tokens, int open, int before) {
        if (tokens.is(open, "{")) {
            boolean array = tokens.is(before, "=") || tokens.is(before, "]") || tokens.is(before, "(");
            return Headers.isEnum(tokens, open) ? CONSTANTS : array ? NAMELESS : refuse();
        }
        String call = tokens.text(before - 2) + tokens.text(before - 1) + tokens.text(before);
        return tokens.is(open, "(") && LISTS_OF_JAVA.contains(call) ? NAMELESS : refuse();
    }

    private static ListKind python(Tokens tokens, int open, int before) {
        boolean sign = tokens.isA(before, Kind.SIGN) && "=(,:[{+".contains(tokens.text(before));
        if (!sign && !tokens.is(before, "return")) {
            return refuse();
        }
        if (tokens.is(open, "{")) {
            int first = tokens.code(open + 1);
            boolean map = false;
            for (int at = first;
                    at < tokens.partner(open) && !tokens.is(at, ",");
                    at = Math.max(at, tokens.partner(at)) + 1) {
                map |= tokens.is(at, ":");
            }
            return map ? NAMED : NAMELESS;
        }
        boolean tuple = tokens.is(open, "(")
                && tokens.is(before, "=")
                && tokens.is(tokens.codeBefore(tokens.partner(open)), ",");
        return tokens.is(open, "[") || tuple ? NAMELESS : refuse();
    }

    private static ListKind go(Tokens tokens, int open) {
        int first = tokens.from(tokens.line(tokens.lineOf(tokens.begin(open))));
        boolean trailing = tokens.is(tokens.codeBefore(tokens.partner(open)), ",");
        if (!tokens.is(open, "{") || !trailing || STATEMENTS_OF_GO.contains(tokens.text(first))) {
            return refuse();
        }
        int at = tokens.code(open + 1);
        int next = tokens.code(Math.max(at, tokens.partner(at)) + 1);
        return tokens.is(next, ":") ? NAMED : NAMELESS;
    }

    boolean isNamed() {
        return this != NAMELESS;
    }

    @Override
    public String key(Tokens tokens, int first, int last) {
        if (this == NAMELESS) {
            if (tokens.isA(first, Kind.WORD)
                    && Character.isDigit(tokens.text(first).charAt(0))) {
                throw new NotUnderstood("it is a list of numbers");
            }
            String text = tokens.text(first);
            if (tokens.isA(first, Kind.TEXT) && text.length() > 1 && text.charAt(1) == '-') {
                throw new NotUnderstood("it may be a list of options, in which the order counts");
            }
            return tokens.source()
                    .substring(tokens.begin(first), tokens.end(last))
                    .replaceAll("\\s+", " ");
        }
        int end = first;
        while (end <= last && !tokens.is(end, ":") && !tokens.is(end, "=") && !tokens.is(end, "(")) {
            end = tokens.is(end, "[") ? tokens.partner(end) + 1 : end + 1;
        }
        insistOnOneValue(tokens, end, last);
        int name = tokens.codeBefore(Math.min(end, last + 1));
        String key = name < first
                ? ""
                : tokens.source()
                        .substring(tokens.begin(tokens.is(name, "]") ? tokens.partner(name) : name), tokens.end(name));
        insistOnMember(tokens, first, name, end, last);
        boolean quoted = tokens.isA(name, Kind.TEXT);
        if (key.length() < (quoted ? 3 : 1)) {
            throw new NotUnderstood("an entry has no name");
        }
        return Literals.plain(key.startsWith("[") ? key.substring(1, key.length() - 1) : key);
    }

    /** Where a comma is missing, a value would hold the next key. */
    private static void insistOnOneValue(Tokens tokens, int colon, int last) {
        boolean asks = false;
        for (int at = colon + 1; at <= last; at = Math.max(at, tokens.partner(at)) + 1) {
            asks |= tokens.is(at, "?") || tokens.is(at, "=") || tokens.is(at, "lambda") || tokens.is(at, "case");
            if (tokens.is(colon, ":") && tokens.is(at, ":") && !asks) {
                throw new NotUnderstood("a comma is missing in the list");
            }
        }
    }

    /** A name with a value, a name alone, or a method with a body; nothing that may be a statement. */
    private void insistOnMember(Tokens tokens, int first, int name, int end, int last) {
        boolean plain = first == name || tokens.partner(first) == name;
        boolean method = end <= last && tokens.is(end, "(") && tokens.is(last, "}");
        boolean constant = this == CONSTANTS && plain;
        boolean text = tokens.isA(name, Kind.TEXT) && end > last;
        if (text || !(constant || method || (plain && !(end <= last && tokens.is(end, "("))))) {
            throw new NotUnderstood("an entry is no member");
        }
    }

    /** No two entries that different sides added may begin alike: by the same id, the same path, the same number. */
    void check(Listing base, Listing ours, Listing theirs) {
        Set<String> old = base.entries().stream().map(Item::key).collect(Collectors.toSet());
        List<Item> here = ours.entries().stream()
                .filter(item -> !old.contains(item.key()))
                .toList();
        List<Item> there = theirs.entries().stream()
                .filter(item -> !old.contains(item.key()))
                .toList();
        KnownSets.insistOnApart(texts(here), texts(there));
        boolean told = here.isEmpty() || there.isEmpty() || isTold(here) == isTold(there);
        if (this == CONSTANTS && !told) {
            throw new NotUnderstood("only one side tells the values of its constants");
        }
        boolean same = texts(here).equals(texts(there));
        if (this == NAMELESS && !same && texts(here).stream().anyMatch(texts(there)::contains)) {
            throw new NotUnderstood("both sides added the same beside something else");
        }
        Map<String, String> mine = new HashMap<>();
        ours.entries().stream()
                .filter(item -> !old.contains(item.key()))
                .forEach(item -> mine.put(begins(item), item.key()));
        for (Item other : theirs.entries()) {
            String begins = old.contains(other.key()) ? "" : begins(other);
            if (!begins.isEmpty() && !mine.getOrDefault(begins, other.key()).equals(other.key())) {
                throw new NotUnderstood("two entries begin alike: '" + begins + "'");
            }
        }
    }

    private static boolean isTold(List<Item> constants) {
        return constants.stream().anyMatch(item -> item.body().matches("(?s)[\\w$]+\\s*=(?!=).*"));
    }

    /** Of a member what stands for it, of an entry all of it. */
    private List<String> texts(List<Item> items) {
        return items.stream()
                .map(item -> this == NAMELESS ? item.key() : '"' + item.key() + '"')
                .toList();
    }

    private String begins(Item item) {
        String body = item.body().replaceAll("\\s+", " ");
        if (this == NAMED) {
            return "";
        }
        if (this == CONSTANTS) {
            int value = body.indexOf('=');
            return value < 0 ? "" : body.substring(value);
        }
        int end = body.indexOf(',');
        return end < 0 || "{[(".indexOf(body.charAt(0)) < 0
                ? body.indexOf(',') < 0 ? "" : call(body)
                : body.substring(0, end);
    }

    /** Of a call its name and first argument. */
    private static String call(String body) {
        int open = body.indexOf('(');
        int end = body.indexOf(',');
        return open > 0 && open < end ? body.substring(0, end) : "";
    }

    private static ListKind refuse() {
        throw new NotUnderstood("it is no list whose entries may be put side by side");
    }
}
