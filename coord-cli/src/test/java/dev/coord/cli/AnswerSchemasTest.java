package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.cli.golden.Golden;
import dev.coord.cli.lock.LockTop;
import dev.coord.core.answer.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerSchemasTest {

    /** They answer with the schema of something, and with help. */
    private static final Set<String> WITHOUT_DOCUMENTS = Set.of("schema", "help");

    @Test
    void everyGoldenAnswerIsWhatItsSchemaSays() throws IOException {
        try (Stream<Path> files = Files.list(Golden.ANSWERS.directory())) {
            files.forEach(file -> AnswerSchemas.documents(read(file)).forEach(AnswerSchemas::check));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"format\": \"coord.edit/1\", \"result\": \"edited\"}",
                "{\"format\": \"coord.edit/1\", \"result\": \"edited\", \"revision\": \"7\"}",
                "{\"format\": \"coord.edit/1\", \"result\": \"edited\", \"revision\": 7, \"more\": 1}",
                "{\"format\": \"coord.history-event/1\", \"event\": \"gap\", \"revision\": 7, \"since\": 6, \"at\": \"t\", \"x\": 1}",
                "{\"format\": \"coord.history-event/1\", \"event\": \"news\", \"revision\": 7, \"since\": 6, \"at\": \"t\"}",
                "{\"result\": \"edited\", \"revision\": 7, \"format\": \"coord.edit/1\"}",
                "{\"result\": \"edited\", \"revision\": 7}"
            })
    void noticesWhatNoSchemaTellsOf(String document) {
        AnswerSchemas.check(
                List.of("--json"), "{\"format\": \"coord.edit/1\", \"result\": \"edited\", \"revision\": 7}");

        assertThatThrownBy(() -> AnswerSchemas.check(List.of("--json"), document))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatHasItsSchema(Format format) {
        String word = format.id().replaceAll("coord\\.(.*)/1", "$1");
        Called called = Called.coord("schema", "--for", word);

        assertThat(called.status()).as("%s", called).isZero();
        assertThat(called.out())
                .isEqualTo(format.schema())
                .contains("\"$id\": \"https://coord.dev/schema/" + word + "-1.json\"")
                .contains("\"format\": {\"const\": \"" + format.id() + "\"}");
    }

    @Test
    void everyCommandThatAnswersHasASchema() {
        Set<String> commands = new TreeSet<>(CoordTop.VERBS);
        LockTop.VERBS.forEach(verb -> commands.add("lock " + verb));
        commands.removeAll(WITHOUT_DOCUMENTS);

        assertThat(commands).allMatch(command -> Format.named(command).isPresent());
    }

    @Test
    void anUnknownNameIsToldAllNames() {
        Called called = Called.coord("schema", "--for", "stauts");

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err().replaceAll("\\s+", " "))
                .contains("'stauts'", "status, conflicts, history", "lock-acquire");
    }

    @Test
    void withoutANameItIsTheSchemaOfTheFeatureFile() {
        assertThat(Called.coord("schema").out()).contains("feature-file-1.json");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
