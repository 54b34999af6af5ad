package dev.coord.content.name;

import dev.coord.content.sql.Cursor;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names that stand in a statement where a table, a type or a function is named: behind {@code references} or {@code from}, as the
 * type of a column, before the parentheses of a call. Texts in quotes are looked into where PostgreSQL does so as well: in
 * {@code nextval('s')}, and in what {@link RoutineMentions} tells of.
 */
public final class Mentions {

    private static final Set<String> BEFORE_NAMES = Set.of(
            "references",
            "from",
            "join",
            "into",
            "update",
            "only",
            "table",
            "on",
            "using",
            "truncate",
            "copy",
            "lock",
            "setof",
            "returns",
            "type",
            "function",
            "procedure",
            "inherit");

    /** Behind others a comma ends what is named: the next column of a table follows. */
    private static final Set<String> BEFORE_LISTS = Set.of("from", "using", "only", "table", "truncate", "lock");

    /** In what they are called with, {@code from} is no more than a comma. */
    private static final Set<String> CALLED_WITH_FROM = Set.of("extract", "substring", "trim", "overlay");

    private static final Set<String> BEFORE_COLUMNS = Set.of("(", ",", "column", "add", "exists", "attribute");

    /** What may stand between a table and a comma, and is no other name of it. */
    private static final Set<String> NO_ALIASES = Set.of(
            "join",
            "inner",
            "left",
            "right",
            "full",
            "cross",
            "natural",
            "set",
            "values",
            "tablesample",
            "in",
            "cascade");

    /** Beside what an expression begins behind: behind anything else parentheses could be those of columns, or of a length. */
    private static final Set<String> BEFORE_CALLS = Set.of(
            "%",
            "!", "~", "&", "default", "select", "having", "by", "return", "between", "like", "ilike", "in", "values",
            "lateral", "from", "join", "using", "on");

    private static final Set<String> WITH_SEQUENCES = Set.of("nextval", "currval", "setval");

    /** The words before tell what these are about. */
    private static final Set<String> ITSELF = Set.of("alter", "drop", "comment");

    /** Behind {@code on} they say what follows. */
    private static final Set<String> KINDS =
            Set.of("function", "procedure", "routine", "schema", "sequence", "type", "domain", "language", "database");

    private static final Set<String> OF_ROWS = Set.of("select", "insert", "update", "delete", "merge", "with");

    private final List<Word> words;
    private final SearchPath path;
    private final Set<String> names = new LinkedHashSet<>();
    /** What is changed, which no query is. */
    private final Set<String> targets = new LinkedHashSet<>();

    private final Deque<String> calls = new ArrayDeque<>();
    private final String verb;
    private final String kind;
    private final int[] behind;
    private boolean hasJoin;
    private int at;
    private String last = "";
    private String secondLast = "";

    private Mentions(List<Word> words, SearchPath path) {
        this.words = words;
        this.path = path;
        this.verb = Word.at(words, 0).text();
        this.behind = Word.behind(words);
        this.kind = Word.at(words, 1 + Word.modifiers(words)).text();
    }

    /**
     * Those of one statement; none of one that has names nobody can read.
     *
     * @param path in which schema names without one are
     * @return qualified, those of functions with {@code ()} behind them
     */
    public static Set<String> of(String text, SearchPath path) {
        try {
            List<Word> words = Word.all(Cursor.of(text));
            Set<String> names = of(words, path);
            names.addAll(RoutineMentions.of(words, path));
            return names;
        } catch (NotUnderstood e) {
            return Set.of();
        }
    }

    static Set<String> of(List<Word> words, SearchPath path) {
        Mentions mentions = new Mentions(words, path);
        mentions.read();
        QueryNames.of(words).stream()
                .flatMap(name -> mentions.found(List.of(name)).stream())
                .forEach(mentions.names::remove);
        mentions.names.addAll(mentions.targets);
        return mentions.names;
    }

    private void read() {
        while (at < words.size()) {
            Word word = words.get(at);
            hasJoin |= word.text().equals("join");
            if (word.isName()) {
                name();
            } else {
                if (word.isText()) {
                    text(word);
                } else if (word.is("(")) {
                    calls.push(last);
                } else if (word.is(")") && !calls.isEmpty()) {
                    calls.pop();
                }
                step(word.text());
            }
        }
    }

    private void step(String word) {
        secondLast = last;
        last = word;
        at++;
    }

    private void name() {
        int behind = behindPath(at);
        boolean isCall = Word.at(words, behind).is("(");
        if (last.equals("function") || last.equals("procedure")) {
            routines();
        } else if (isCall && (isFrom() || (isBeforeCall(last) && isExpression()))) {
            call();
        } else if (isRelation()) {
            list(BEFORE_LISTS.contains(last) || last.equals("("));
        } else if (last.equals("by") && secondLast.equals("owned")) {
            List<String> column = path();
            found(column.subList(0, column.size() - 1)).ifPresent(names::add);
        } else if (BEFORE_COLUMNS.contains(last) && Word.at(words, at + 1).isName()) {
            column();
        } else {
            step(words.get(at).text());
        }
    }

    private boolean isFrom() {
        boolean isCalledWith = last.equals("from") && CALLED_WITH_FROM.contains(calls.isEmpty() ? "" : calls.peek());
        return last.equals("join") || (last.equals("from") && !isCalledWith);
    }

    private static boolean isBeforeCall(String word) {
        return Word.isBeforeExpression(word) || BEFORE_CALLS.contains(word);
    }

    /** {@code on} and {@code using} also stand before tables and ways to build an index; a comma before the next query of {@code with}. */
    private boolean isExpression() {
        boolean isOn = !last.equals("on") || hasJoin;
        boolean isUsing = !last.equals("using") || (verb.equals("alter") && kind.equals("table"));
        int open = behindPath(at);
        boolean isQuery = last.equals(",") && Word.at(words, behind[open]).is("as");
        return isOn && isUsing && !isQuery;
    }

    private boolean isRelation() {
        boolean isNamed = switch (last) {
            case "from" ->
                !secondLast.equals("distinct") && !CALLED_WITH_FROM.contains(calls.isEmpty() ? "" : calls.peek());
            case "on" ->
                !hasJoin
                        && !OF_ROWS.contains(verb)
                        && !kind.equals("statistics")
                        && !kind.equals("view")
                        && !KINDS.contains(words.get(at).text());
            case "sequence", "domain" -> verb.equals("grant") || verb.equals("revoke");
            case "using" -> verb.equals("delete") || verb.equals("merge");
            case "into" -> secondLast.equals("insert") || secondLast.equals("merge");
            case "update" -> secondLast.isEmpty() || secondLast.equals(")") || secondLast.equals("(");
            case ":" -> secondLast.equals(":");
            case "as" ->
                (!calls.isEmpty() && calls.peek().equals("cast"))
                        || (verb.equals("create") && kind.equals("domain") && calls.isEmpty());
            case "of" -> verb.equals("create") && kind.equals("table") && calls.isEmpty();
            case "(" -> !calls.isEmpty() && calls.peek().equals("inherits");
            case "like" ->
                verb.equals("create") && kind.equals("table") && (secondLast.equals("(") || secondLast.equals(","));
            case "index" -> secondLast.equals("using");
            case "to" -> kind.equals("rule");
            case "view", "concurrently" ->
                verb.equals("refresh") && !words.get(at).text().equals("concurrently");
            default -> BEFORE_NAMES.contains(last);
        };
        return isNamed || isArgument();
    }

    /** The type of an argument without a name. */
    private boolean isArgument() {
        boolean isFirst = last.equals("(") || last.equals(",") || last.equals("in") || last.equals("variadic");
        Word next = Word.at(words, behindPath(at));
        return verb.equals("create")
                && (kind.equals("function") || kind.equals("procedure"))
                && calls.size() == 1
                && isFirst
                && (next.is(",") || next.is(")") || next.is("["));
    }

    private void column() {
        step(words.get(at).text());
        String next = words.get(at).text();
        if (!next.equals("type") && !next.equals("set")) {
            list(false);
        }
    }

    private void call() {
        List<String> called = path();
        found(called).ifPresent(name -> names.add(name + "()"));
        secondLast = "";
        last = called.get(called.size() - 1);
    }

    /** What a trigger executes, or what rights are about; not what the statement itself is about. */
    private void routines() {
        boolean isSkipped = (verb.equals("create") && at < 5) || ITSELF.contains(verb);
        do {
            List<String> called = path();
            if (!isSkipped) {
                found(called).ifPresent(name -> names.add(name + "()"));
            }
            last = called.get(called.size() - 1);
            if (isSkipped || !Word.at(words, at).is("(")) {
                return;
            }
            at = behind[at];
        } while (next(",") && Word.at(words, at).isName());
    }

    private boolean next(String symbol) {
        boolean is = Word.at(words, at).is(symbol);
        at += is ? 1 : 0;
        return is;
    }

    private void list(boolean hasMore) {
        boolean isTarget = last.equals("into") || last.equals("update") || secondLast.equals("delete");
        boolean hasAlias = last.equals("from") || last.equals("using");
        boolean isMore = true;
        while (isMore) {
            List<String> name = path();
            found(name).ifPresent(isTarget ? targets::add : names::add);
            if (hasAlias) {
                alias();
            }
            isMore = hasMore && Word.at(words, at).is(",") && isTable(at + 1);
            at += isMore ? 1 : 0;
        }
        secondLast = "";
        last = "";
    }

    private boolean isTable(int index) {
        return Word.at(words, index).isName()
                && !Word.at(words, behindPath(index)).is("(");
    }

    private void alias() {
        if (Word.at(words, at).is("as") && Word.at(words, at + 1).isName()) {
            at += 2;
        } else if (Word.at(words, at).isName()
                && !NO_ALIASES.contains(words.get(at).text())) {
            at++;
        }
    }

    /** A sequence or another relation in quotes. */
    private void text(Word word) {
        boolean isSequence = last.equals("(") && !calls.isEmpty() && WITH_SEQUENCES.contains(calls.peek());
        boolean isCast = Word.at(words, at + 1).is(":")
                && Word.at(words, at + 2).is(":")
                && Word.at(words, at + 3).text().equals("regclass");
        if ((isSequence || isCast || last.equals("regclass")) && word.text().startsWith("'")) {
            try {
                Cursor cursor = Cursor.of(word.content());
                List<String> name = cursor.path();
                cursor.end();
                found(name).ifPresent(names::add);
            } catch (NotUnderstood e) {
                return; // it is a number, or put together
            }
        }
    }

    private List<String> path() {
        int end = behindPath(at);
        List<String> path = new ArrayList<>();
        for (; at < end; at += 2) {
            path.add(words.get(at).text());
        }
        at = end;
        return path;
    }

    private int behindPath(int from) {
        int end = from + 1;
        while (Word.at(words, end).is(".") && isWord(Word.at(words, end + 1))) {
            end += 2;
        }
        return end;
    }

    private static boolean isWord(Word word) {
        return word.isName()
                || (!word.text().isEmpty() && Character.isLetter(word.text().charAt(0)));
    }

    private Optional<String> found(List<String> name) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(path.find(name));
        } catch (NotUnderstood e) {
            return Optional.empty(); // it stands in a schema that nobody can tell
        }
    }
}
