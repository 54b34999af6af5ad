package dev.coord.core.answer.directory;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;

/** That one of the protocol's files was edited. */
public final class EditAnswer {

    private EditAnswer() {}

    /**
     * The edit: {@code result} ({@code edited}) and the {@code revision} after it.
     *
     * @param revision the revision of the store
     * @return the answer
     */
    public static Answer of(long revision) {
        return JsonAnswer.of(Format.EDIT, out -> out.text("result", "edited").number("revision", revision));
    }
}
