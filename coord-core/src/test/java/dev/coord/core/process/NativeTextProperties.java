package dev.coord.core.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;

class NativeTextProperties {

    @Property
    void comeBackAsTheyWere(@ForAll byte[] bytes) {
        assertThat(NativeText.of(NativeText.text(bytes))).isEqualTo(bytes);
    }

    @Property
    void areTextWhereTheyAreText(@ForAll("text") String text) {
        assertThat(NativeText.text(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo(text);
        assertThat(NativeText.isText(text)).isTrue();
    }

    @Property
    void surviveAsTheNameOfAFile(@ForAll @NotEmpty byte[] name) {
        String text = NativeText.text(name).replace('/', '_').replace('\0', '_');

        Path path = NativeText.in(Path.of("/tmp"), text);

        assertThat(NativeText.text(path)).isEqualTo("/tmp/" + text);
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> text() {
        return net.jqwik.api.Arbitraries.strings()
                .filter(text -> text.codePoints()
                        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }

    @Property(tries = 40)
    void reachAChildProcessInAnyLocale(@ForAll @NotEmpty byte[] argument, @ForAll @NotEmpty byte[] value)
            throws Exception {
        String first = NativeText.text(argument).replace('\0', '\n');
        String second = NativeText.text(value).replace('\0', '\n');
        ProcessBuilder builder = ChildBuilder.of(
                Path.of("/"),
                List.of("/bin/sh", "-c", "printf %s. \"$1\"; printf %s \"$V\"", "sh", first),
                java.util.Map.of("V", second));

        ChildProcess.Ended ended =
                ChildProcess.run(builder, new byte[0], new ChildLimit(java.time.Duration.ofMinutes(1), runs -> {}));

        assertThat(NativeText.text(ended.out().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
                .isEqualTo(first + "." + second);
        assertThat(builder.command())
                .allMatch(word -> US_ASCII.newEncoder().canEncode(word) || NativeText.isText(word));
    }
}
