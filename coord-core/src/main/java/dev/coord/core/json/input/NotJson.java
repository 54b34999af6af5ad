package dev.coord.core.json.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.coord.Problem.Code;
import dev.coord.core.json.ParserMessage;

/** Says in a reader's words why a parser stopped. */
final class NotJson {

    private NotJson() {}

    static void report(JsonProcessingException why, int stop, SourceText source, FoundProblems problems) {
        int end = source.length();
        int place = pointsBehind(why) ? stop - 1 : stop;
        boolean atTheEnd = why instanceof JsonEOFException || place < 0 || place >= end;
        if (atTheEnd && source.damage().isPresent()) {
            problems.add(end, Code.NOT_JSON, "", source.damage()::get);
        } else {
            problems.add(atTheEnd ? end : place, Code.NOT_JSON, "", () -> message(why));
        }
    }

    private static boolean pointsBehind(JsonProcessingException why) {
        return why instanceof StreamConstraintsException
                || why.getOriginalMessage().startsWith("Illegal character");
    }

    private static String message(JsonProcessingException why) {
        if (why instanceof StreamConstraintsException) {
            return "this is nested more than " + FeatureFileParser.DEEPEST + " deep; a feature file needs 3";
        }
        return "not JSON: " + ParserMessage.plain(why.getOriginalMessage()) + "; mend this and check again";
    }
}
