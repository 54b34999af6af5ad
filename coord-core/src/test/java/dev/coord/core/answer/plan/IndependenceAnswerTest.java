package dev.coord.core.answer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.json.snapshot.AnySnapshot;
import dev.coord.plan.Conflict;
import dev.coord.plan.Independence;
import dev.coord.plan.Independence.Criterion;
import dev.coord.plan.Independence.Question;
import dev.coord.plan.Independence.Verdict;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import org.junit.jupiter.api.Test;

class IndependenceAnswerTest {

    private static final FeatureId P1 = new FeatureId("P1");
    private static final FeatureId P2 = new FeatureId("P2");

    @Test
    void writesTheVerdictAndItsEvidence() {
        Independence independence = new Independence(
                P1,
                P2,
                new Verdict.ParallelAfter(List.of(new FeatureId("P0"))),
                List.of(
                        new Criterion(Question.FILE_WRITES, true, "no overlap"),
                        new Criterion(Question.INDEPENDENT_TESTING, false, "both wait")));

        assertThat(IndependenceAnswer.of(independence).document()).isEqualTo("""
                {
                  "format": "coord.check/1",
                  "features": [ "P1", "P2" ],
                  "verdict": "parallel_after",
                  "prerequisites": [ "P0" ],
                  "criteria": [
                    {
                      "criterion": "file_writes",
                      "holds": true,
                      "evidence": "no overlap"
                    },
                    {
                      "criterion": "independent_testing",
                      "holds": false,
                      "evidence": "both wait"
                    }
                  ]
                }
                """);
    }

    @Test
    void writesEachVerdictWithItsOwnData() {
        Map<Verdict, String> written = Map.of(
                new Verdict.Parallel(), "\"verdict\":\"parallel\",\"criteria\"",
                new Verdict.Ordered(List.of(P1, P2)), "\"verdict\":\"ordered\",\"path\":[\"P1\",\"P2\"]",
                new Verdict.Serialize(List.of(new Conflict.Schema(P1, P2, List.of("t"), false))),
                        "\"verdict\":\"serialize\",\"conflicts\":[{\"type\":\"schema_conflict\"");

        written.forEach((verdict, json) -> assertThat(
                        IndependenceAnswer.of(new Independence(P1, P2, verdict, List.of()))
                                .document()
                                .replaceAll("\\s", ""))
                .contains(json));
    }

    @Example
    void writesEveryVerdictThereIs() {
        for (Class<?> variant : AnySnapshot.variants(Verdict.class)) {
            Verdict verdict = (Verdict) AnySnapshot.any(variant).sample();

            assertThat(IndependenceAnswer.of(new Independence(P1, P2, verdict, List.of()))
                            .document())
                    .contains("\"verdict\"");
        }
    }
}
