/**
 * From passages to an answer that can be checked. {@link io.pinakes.query.answer.PassageBudget}
 * numbers what fits, {@link io.pinakes.query.answer.Draft} gathers what the generator says, {@link
 * io.pinakes.query.answer.SupportCheck} keeps of its citations what stands in the passages. {@link
 * io.pinakes.query.answer.Words} is how both this and the extractive generator see words.
 */
@NullMarked
package io.pinakes.query.answer;

import org.jspecify.annotations.NullMarked;
