package dev.coord.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.RepoPath;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerge.Merged;
import dev.coord.merge.StructuredMerge.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MergeCasesTest {
    private static final int FEWEST = 20;
    static final List<String> KINDS = List.of(
            "script-imports.txt",
            "imports.txt",
            "json.txt",
            "lines.txt",
            "tables.txt",
            "declarations.txt",
            "cases.txt",
            "entries.txt",
            "items.txt",
            "adjacent.txt",
            "rows.txt",
            "sections.txt",
            "yaml.txt",
            "ordered.txt");

    @TestFactory
    Stream<DynamicContainer> eachCaseIsMergedAsExpected() {
        return KINDS.stream().map(kind -> {
            List<MergeCase> cases = MergeCase.of(kind);
            Stream<DynamicTest> tests =
                    cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
            DynamicTest enough = DynamicTest.dynamicTest(
                    "has enough", () -> assertThat(cases).hasSizeGreaterThanOrEqualTo(FEWEST));
            return DynamicContainer.dynamicContainer(kind, Stream.concat(tests, Stream.of(enough)));
        });
    }

    private static void check(MergeCase one) {
        StructuredMerge merge = merge(one.path(), one.base(), one.ours(), one.theirs());
        if (one.merged().isPresent()) {
            assertThat(text(merge)).isEqualTo(one.merged().get());
            assertThat(((Merged) merge).taken()).isNotEmpty();
            StructuredMerge exchanged = merge(one.path(), one.base(), one.theirs(), one.ours());
            if (exchanged instanceof Merged) {
                assertThat(words(text(exchanged))).containsExactlyElementsOf(words(text(merge)));
            }
        } else {
            assertThat(merge).isInstanceOf(Refused.class);
            assertThat(((Refused) merge).reason()).contains(one.refused());
            if (one.eitherWay()) {
                assertThat(merge(one.path(), one.base(), one.theirs(), one.ours()))
                        .isInstanceOf(Refused.class);
            }
        }
    }

    private static List<String> words(String text) {
        return Stream.of(text.split("[\\s,;\\[\\]{}()]+")).sorted().toList();
    }

    private static StructuredMerge merge(RepoPath path, Optional<byte[]> base, byte[] ours, byte[] theirs) {
        return Merging.merge(path.value(), base, ours, theirs);
    }

    private static String text(StructuredMerge merge) {
        return merge instanceof Merged merged ? new String(merged.content(), StandardCharsets.UTF_8) : merge.toString();
    }
}
