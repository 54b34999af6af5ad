/**
 * What branches of a wave really changed, against what their features declared, and names that do harm. Pure rules, which ask no
 * git. Specification 5.1.
 *
 * <table>
 * <caption>The rules</caption>
 * <tr><th>class</th><th>finds</th></tr>
 * <tr><td>{@link dev.coord.core.audit.WriteAudit}</td><td>files that were not declared, that were another's, or that were not touched</td></tr>
 * <tr><td>{@link dev.coord.core.audit.NameAudit}</td><td>links to commits, names and links that lead out, twins</td></tr>
 * <tr><td>{@link dev.coord.core.audit.Verdict}</td><td>which of that stops a feature</td></tr>
 * </table>
 */
@NullMarked
package dev.coord.core.audit;

import org.jspecify.annotations.NullMarked;
