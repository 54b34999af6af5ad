package dev.coord.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a parameter of type {@link java.nio.file.Path}: a real git repository, made for this test and deleted after it. Branch
 * {@code main} is checked out, with one commit that holds {@code README.md}. It has an identity of its own and settings that
 * win over what the user's configuration says of hooks, signatures, line ends and ignored files, so that a test does the same on every machine.
 * Every parameter gets a repository of its own.
 *
 * <pre>{@code
 * @Test
 * void landsOnMain(@TempGitRepository Path repository) {
 *     ...
 * }
 * }</pre>
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TempGitRepositories.class)
public @interface TempGitRepository {}
