package dev.coord.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void percentilesAreValuesOfTheSample() {
        Sample hundred = new Sample(
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList());

        assertThat(hundred.percentile(0)).isEqualTo(1);
        assertThat(hundred.percentile(50)).isEqualTo(50);
        assertThat(hundred.percentile(99)).isEqualTo(99);
        assertThat(hundred.percentile(100)).isEqualTo(100);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetween() {
        assertThat(new Sample(List.of(3.0, 1.0, 10.0, 2.0)).median()).isEqualTo(2.5);
        assertThat(new Sample(List.of(3.0, 1.0, 10.0)).median()).isEqualTo(3);
    }

    @Test
    void nothingHasNoMedian() {
        assertThat(new Sample(List.of()).median()).isNaN();
        assertThat(new Sample(List.of()).percentile(99)).isNaN();
    }
}
