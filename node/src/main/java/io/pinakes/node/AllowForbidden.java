package io.pinakes.node;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks where a ban of the build does not hold; the reason stands beside it. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface AllowForbidden {}
