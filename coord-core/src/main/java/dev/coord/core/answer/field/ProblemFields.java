package dev.coord.core.answer.field;

import dev.coord.Problem;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;

/** What is wrong with an input, as a part of an answer. */
public final class ProblemFields {

    private ProblemFields() {}

    /** Where it is, what it is, and the circle where features wait for each other. */
    public static void write(FieldWriter out, Problem problem) {
        out.text("file", problem.file())
                .number("line", problem.line())
                .number("column", problem.column())
                .text("code", JsonWords.of(problem.code()))
                .text("pointer", problem.pointer())
                .text("message", problem.message());
        if (!problem.circle().isEmpty()) {
            out.textLines("circle", problem.circle());
        }
    }
}
