package dev.coord.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.Problem;
import java.util.List;

/** What went wrong, for tools. */
final class ErrorJson {

    private ErrorJson() {}

    static String of(ExitCode code, String message, List<Problem> problems) {
        ObjectNode document = Json.object();
        ObjectNode error = document.putObject("error");
        error.put("exit_code", code.number()).put("message", message);
        ArrayNode list = error.putArray("problems");
        for (Problem problem : problems) {
            ObjectNode entry = list.addObject()
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("code", problem.code().name())
                    .put("pointer", problem.pointer())
                    .put("message", problem.message());
            if (!problem.circle().isEmpty()) {
                ArrayNode circle = entry.putArray("circle");
                problem.circle().forEach(id -> circle.add(id.value()));
            }
        }
        return Json.document(document);
    }
}
