package dev.coord.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.plan.Conflict;
import dev.coord.plan.Independence.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTextTest {

    private static final FeatureId A = new FeatureId("a");
    private static final FeatureId B = new FeatureId("b");

    @Test
    void saysEveryVerdict() {
        Map<Verdict, String> texts = new LinkedHashMap<>();
        texts.put(new Verdict.Parallel(), "parallel");
        texts.put(new Verdict.ParallelAfter(List.of(A, B)), "after a, b, then parallel");
        texts.put(
                new Verdict.Serialize(List.of(new Conflict.FileWrite(A, B, List.of("x", "y"), false))),
                "serialize, because of file_write_conflict on x, y");
        texts.put(new Verdict.Ordered(List.of(A, B)), "ordered: a, then b");

        assertThat(texts.keySet())
                .extracting(Object::getClass)
                .hasSameElementsAs(List.of(Verdict.class.getPermittedSubclasses()));
        texts.forEach(
                (verdict, text) -> assertThat(VerdictText.verdict(verdict)).isEqualTo(text));
    }
}
