package dev.coord.content.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is known of Java's imports and types. */
class JavaDependenciesTest {

    private static final String[] TARGET = {
        "src/a/One.java",
        "package a;\npublic class One<T> { enum In { X { } } record R(int x) {} static int member; }\nclass Second {}",
        "src/b/User.java",
        "package b;\nimport java.util.List;\nimport a.One;\nimport a.One.In;\nimport static a.One.member;\nimport a.*;\nclass User {}",
    };

    @Test
    void whatIsThereIsFound() {
        assertThat(Wave.onto(TARGET)
                        .writes(
                                "P1",
                                "src/b/More.java",
                                "package b;\nimport a.Second;\nimport a.One.R;\nimport a.One.*;\nclass More {}")
                        .told())
                .isEmpty();
    }

    @Test
    void aTypeThatIsRenamedIsMissedByWhoeverImportsIt() {
        assertThat(Wave.onto(TARGET)
                        .deletes("P1", "src/a/One.java")
                        .writes("P1", "src/a/Uno.java", "package a;\npublic class Uno {}\nclass Second {}")
                        .writes("P2", "src/c/New.java", "package c;\n\nimport a.One;\nclass New {}")
                        .stops())
                .containsExactly(
                        "stop P1 src/b/User.java:3 imports 'a.One', which is not there any more",
                        "stop P1 src/b/User.java:4 imports 'a.One.In', which is not there any more",
                        "stop P1 src/b/User.java:5 imports 'a.One', which is not there any more",
                        "stop P2 src/c/New.java:3 imports 'a.One', which is not there any more: P1 took it away or renamed it");
    }

    @Test
    void aNestedTypeThatIsTakenAwayIsMissed() {
        assertThat(Wave.onto(TARGET)
                        .writes(
                                "P1",
                                "src/a/One.java",
                                "package a;\npublic class One { static int member; }\nclass Second {}")
                        .stops())
                .containsExactly("stop P1 src/b/User.java:4 imports 'a.One.In', which is not there any more");
    }

    @Test
    void aTypeThatWasNeverThereMayBeMadeByAProgram() {
        assertThat(Wave.onto(TARGET)
                        .writes("P1", "src/c/New.java", "package c;\nimport a.OneMapper;\nclass New {}")
                        .told())
                .containsExactly(
                        "tell P1 src/c/New.java:2 it cannot be told where an import leads: 'a.OneMapper', as others may"
                                + " have a part of its package, and programs may make it");
    }

    @Test
    void aTypeThatIsWrittenInKotlinNowIsThere() {
        assertThat(Wave.onto(TARGET)
                        .deletes("P1", "src/a/One.java")
                        .writes("P1", "src/a/One.kt", "package a\nclass One\n")
                        .stops())
                .isEmpty();
    }
}
