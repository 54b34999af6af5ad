package dev.coord.content.sql;

import dev.coord.content.sql.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a file names a value of an enum that it adds itself: PostgreSQL refuses that before the transaction that adds it has ended. Up to
 * version 16 it does so also where the type is made in it. Pure.
 */
public final class NewEnumValues {

    private static final Pattern ADDS = Pattern.compile("(?i)\\badd\\s+value\\b");

    /** How tools are told to run a file without a transaction. */
    private static final Pattern ALONE = Pattern.compile(
            "(?i)\\bno[ _-]?transaction|\\btransaction\\s*[:=]\\s*false|\\bexecuteInTransaction\\s*=\\s*false");

    private NewEnumValues() {}

    /**
     * A value that is named too early.
     *
     * @param value as it is written, in quotes
     * @param added the line of the statement that adds it
     * @param named the line of the first one that names it, with no commit between
     */
    public record Early(String value, int added, int named) {}

    /**
     * The first of a file.
     *
     * @param text the file
     * @return none where nothing is named too early, or the file says that it runs without a transaction
     */
    public static Optional<Early> first(String text) {
        if (!ADDS.matcher(text).find() || ALONE.matcher(text).find()) {
            return Optional.empty();
        }
        Map<String, Integer> added = new HashMap<>();
        for (SqlStatement statement : SqlSplitter.split(text)) {
            List<String> words = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            read(statement, words, texts);
            if (!words.isEmpty() && words.get(0).equals("commit")) {
                added.clear();
            }
            Optional<Early> early = texts.stream()
                    .flatMap(value ->
                            Stream.ofNullable(added.get(value)).map(line -> new Early(value, line, statement.line())))
                    .findFirst();
            if (early.isPresent()) {
                return early;
            }
            if (String.join(" ", words).matches("alter type .*\\badd value\\b.*") && !texts.isEmpty()) {
                added.put(texts.get(0), statement.line());
            }
        }
        return Optional.empty();
    }

    private static void read(SqlStatement statement, List<String> words, List<String> texts) {
        SqlLexer lexer = new SqlLexer(statement.text(), 0);
        while (lexer.hasNext()) {
            Token token = lexer.next();
            String text = statement.text().substring(token.begin(), token.end());
            if (token.kind() == Kind.WORD) {
                words.add(text.toLowerCase(Locale.ROOT));
            } else if (token.kind() == Kind.TEXT) {
                texts.add(text);
            }
        }
    }
}
