/** Extensions of JUnit for tests that use coord. */
@NullMarked
package dev.coord.testkit.junit;

import org.jspecify.annotations.NullMarked;
