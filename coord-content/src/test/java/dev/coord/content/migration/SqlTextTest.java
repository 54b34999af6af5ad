package dev.coord.content.migration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SqlTextTest {

    private static Optional<String> sent(byte[] content) {
        return SqlText.sent("a.sql", path -> Optional.of(content));
    }

    private static Optional<String> up(byte[] content) {
        return SqlText.up("a.sql", path -> Optional.of(content));
    }

    @Test
    void sendsUtf8AndKeepsItsMark() {
        assertThat(sent("\ufeffselect '\u00e9'".getBytes(UTF_8))).hasValue("\ufeffselect '\u00e9'");
    }

    @Test
    void sendsNothingElse() {
        assertThat(sent("select '\u00e9'".getBytes(ISO_8859_1))).isEmpty();
        assertThat(sent("select 1".getBytes(UTF_16))).isEmpty();
        assertThat(sent(("-- " + "x".repeat(10_000) + "\0").getBytes(UTF_8))).isEmpty();
        assertThat(SqlText.sent("a.rb", path -> Optional.of(new byte[0]))).isEmpty();
    }

    @Test
    void readsWhatOtherEncodingsHaveInCommon() {
        assertThat(up("select '\u00e9'".getBytes(ISO_8859_1))).hasValue("select '\u00e9'");
        assertThat(up("select 1".getBytes(UTF_16))).isEmpty();
    }

    @Property
    void whatIsSentIsWhatAStrictDecoderReads(@ForAll byte[] content) {
        assertThat(SqlText.sent("a.sql", path -> Optional.of(content)).isPresent())
                .isEqualTo(isStrict(content));
        assertThat(SqlText.text(content).isPresent()).isEqualTo(!new String(content, ISO_8859_1).contains("\0"));
    }

    private static boolean isStrict(byte[] content) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).chars().noneMatch(one -> one == 0);
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
