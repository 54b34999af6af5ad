/** For tests that use jqwik; the rest of the testkit does without it. */
@NullMarked
package dev.coord.testkit.jqwik;

import org.jspecify.annotations.NullMarked;
