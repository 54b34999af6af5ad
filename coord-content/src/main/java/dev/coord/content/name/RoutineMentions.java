package dev.coord.content.name;

import dev.coord.content.sql.Cursor;
import dev.coord.content.sql.SqlSplitter;
import dev.coord.content.sql.SqlStatement;
import dev.coord.content.sql.SqlStatement.Form;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What PostgreSQL looks up in the body of a function or procedure when it is made: in SQL all that its queries name, in PL/pgSQL the types
 * of what it declares at its beginning.
 */
final class RoutineMentions {

    /** PostgreSQL looks at these when a function is made, and at others when they run. */
    private static final Set<String> QUERIES = Set.of("select", "insert", "update", "delete", "with", "values");

    private final List<Word> words;
    private final SearchPath path;
    private final Set<String> names = new LinkedHashSet<>();

    private RoutineMentions(List<Word> words, SearchPath path) {
        this.words = words;
        this.path = path;
    }

    static Set<String> of(List<Word> words, SearchPath path) {
        String kind = Word.at(words, 1 + Word.modifiers(words)).text();
        boolean isRoutine = Word.at(words, 0).is("create") && (kind.equals("function") || kind.equals("procedure"));
        if (!isRoutine) {
            return Set.of();
        }
        SearchPath own = path;
        if (words.stream().anyMatch(word -> word.text().equals("search_path"))) {
            own = new SearchPath();
            own.forget();
        }
        RoutineMentions mentions = new RoutineMentions(words, own);
        mentions.read();
        return mentions.names;
    }

    private void read() {
        String language = "";
        String body = "";
        for (int i = 0; i + 1 < words.size(); i++) {
            Word next = words.get(i + 1);
            if (words.get(i).text().equals("language")) {
                language = next.isText() ? next.content() : next.text();
            } else if (words.get(i).is("as") && next.isText()) {
                body = next.content();
            }
        }
        boolean isOfAnyType = words.stream().anyMatch(word -> word.text().startsWith("any"));
        if (language.equals("sql") && !isOfAnyType) {
            SqlSplitter.split(body).stream()
                    .filter(one -> one.form() == Form.SQL)
                    .map(SqlStatement::text)
                    .map(text -> Word.all(Cursor.of(text)))
                    .filter(query -> QUERIES.contains(Word.at(query, 0).text()))
                    .forEach(query -> names.addAll(Mentions.of(query, path)));
        } else if (language.equals("plpgsql")) {
            declared(Word.all(Cursor.of(body)));
        }
    }

    private void declared(List<Word> body) {
        int at = 1;
        while (Word.at(body, 0).text().equals("declare") && at < body.size()) {
            int name = at;
            if (Word.at(body, name).text().equals("begin")) {
                return;
            }
            int type = Word.at(body, name + 1).text().equals("constant") ? name + 2 : name + 1;
            type(body, type);
            while (at < body.size() && !body.get(at).is(";")) {
                at++;
            }
            at++;
        }
    }

    private void type(List<Word> body, int from) {
        List<String> type = new ArrayList<>();
        int end = from;
        while (Word.at(body, end).isName()) {
            type.add(body.get(end).text());
            end += Word.at(body, end + 1).is(".") ? 2 : 1;
            if (!Word.at(body, end - 1).is(".")) {
                break;
            }
        }
        boolean isOfColumn =
                Word.at(body, end).is("%") && Word.at(body, end + 1).text().equals("type");
        boolean isOfVariable = isOfColumn && type.size() == 1;
        if (!type.isEmpty() && !isOfVariable) {
            try {
                names.add(path.find(isOfColumn ? type.subList(0, type.size() - 1) : type));
            } catch (NotUnderstood e) {
                return; // it stands in a schema that nobody can tell
            }
        }
    }
}
