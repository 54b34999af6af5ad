package dev.coord.cli.lock;

import dev.coord.cli.word.Choice;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockRequest;
import dev.coord.lock.LockRequest.Age;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How old the work is, and whether older work goes first. */
final class ByAge {

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            converter = PolicyConverter.class,
            description = {
                "Go by age, for unattended runs: wait_die waits for younger work only and is denied else; wound_wait takes the"
                        + " locks of younger holders and waits for older ones."
            })
    private @Nullable ContentionPolicy policy;

    @Option(
            names = "--wave",
            paramLabel = "N",
            description = "The wave the work belongs to; earlier waves are older, work of no wave is the youngest.")
    private @Nullable Integer wave;

    @Option(
            names = "--first-asked",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description =
                    "When it first asked, such as 2025-10-30T14:30:00Z; within a wave the earlier is older. Default: now.")
    private @Nullable Instant firstAsked;

    boolean isChosen() {
        return policy != null;
    }

    void applyTo(LockRequest.Builder request) {
        if (policy != null) {
            request.policy(policy);
        }
        if (wave != null || firstAsked != null) {
            request.age(new Age(wave == null ? Age.NO_WAVE : wave, firstAsked == null ? Instant.now() : firstAsked));
        }
    }

    /** The policies that go by age. */
    static final class PolicyConverter extends Choice<ContentionPolicy> {

        PolicyConverter() {
            super(new ContentionPolicy[] {ContentionPolicy.WAIT_DIE, ContentionPolicy.WOUND_WAIT});
        }
    }

    /** Times as coord prints them. */
    static final class TimeConverter implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is no time; write it as 2025-10-30T14:30:00Z");
            }
        }
    }
}
