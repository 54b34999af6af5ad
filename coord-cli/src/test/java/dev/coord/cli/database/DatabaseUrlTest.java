package dev.coord.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    private static DatabaseUrl parse(String text) {
        return DatabaseUrl.parse(text, Map.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgres://me:p%40ss+word@db.example:6543/app    | me  | db.example:6543 | app      | p@ss+word
                    postgresql://me@db.example                       | me  | db.example:5432 | postgres |
                    jdbc:postgresql://db/app?user=me&password=p%26q  | me  | db:5432         | app      | p&q
                    jdbc:postgresql:app?user=me                      | me  | localhost:5432  | app      |
                    postgres://me:a:b@[::1]:7/app                    | me  | ::1:7           | app      | a:b
                    postgres:///app?host=h&port=9&user=me            | me  | h:9             | app      |
                    postgres://me:p@w@h/db?schema=public             | me  | h:5432          | db       | p@w
                    """)
    void readsWhatLibpqAndTheDriverRead(String text, String user, String server, String database, String password) {
        DatabaseUrl url = parse(text);

        assertThat(url.user()).isEqualTo(user);
        assertThat(url.server()).isEqualTo(server);
        assertThat(url.database()).isEqualTo(database);
        assertThat(url.properties().getProperty("password")).isEqualTo(password);
    }

    @Test
    void handsOnHowAConnectionIsSecured() {
        assertThat(parse("postgres://a@h/d?sslmode=require&channel_binding=require")
                        .properties())
                .containsEntry("sslmode", "require")
                .containsEntry("channelBinding", "require");
    }

    @Test
    void takesFromTheEnvironmentWhatIsMissing() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://h", Map.of("PGUSER", "me", "PGPASSWORD", "secret"));

        assertThat(url.user()).isEqualTo("me");
        assertThat(url.properties().getProperty("password")).isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://me:secret@h/d",
                "me:secret@h",
                "postgres://me:secret%zz@h/d",
                "postgres://me:secret@h:port/d",
                "postgres://me:secret@h:70000/d",
                "postgres://me:secret@a,b/d",
                "postgres://me:secret@h/d?socketFactory=x",
                "postgres://me@h/d?password=secret&",
            })
    void repeatsNoSecretOfWhatItCannotRead(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(BadInput.class)
                .hasNoCause()
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://me:sec/ret@h:5432/d",
                "postgres://me:sec?ret@h/d",
                "jdbc:postgresql://me:sec?ret=x@h/d?sslmode=require"
            })
    void tellsWhatAPasswordMayNotHaveAsItIs(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(BadInput.class)
                .message()
                .contains("write %2F and %3F")
                .doesNotContain("ret");
        assertThat(parse("postgres://h:5432/d?application_name=a@b").server()).isEqualTo("h:5432");
        assertThat(parse("postgres://[::1]:5432/d?user=a@b").server()).isEqualTo("::1:5432");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://me:secret@h/d",
                "jdbc:postgresql://h/d?user=me&password=secret",
                "postgres://h?password=secret"
            })
    void showsNoSecret(String text) {
        assertThat(DatabaseUrl.hasPassword(text)).isTrue();
        assertThat(parse(text).toString()).doesNotContain("secret");
        assertThat(parse(text).jdbc("x")).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://me@h/d",
                "postgres://h:5432/d",
                "jdbc:postgresql:d",
                "postgres://me@h/d?sslmode=require"
            })
    void knowsWhereThereIsNone(String text) {
        assertThat(DatabaseUrl.hasPassword(text)).isFalse();
    }
}
