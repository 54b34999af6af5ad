package dev.coord.core.answer.command;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import java.util.Optional;

/** Which version of coord it is. */
public final class VersionAnswer {

    private VersionAnswer() {}

    /**
     * The version: {@code name} ({@code coord}) and {@code version}, {@code null} for one that was never packaged.
     *
     * @param version as the jar says
     * @return the answer
     */
    public static Answer of(Optional<String> version) {
        return JsonAnswer.of(Format.VERSION, out -> {
            out.text("name", "coord");
            version.ifPresentOrElse(text -> out.text("version", text), () -> out.nothing("version"));
        });
    }
}
