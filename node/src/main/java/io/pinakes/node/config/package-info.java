/**
 * What a user sets once: files of {@code key = value} lines below environment variables below
 * options. {@link io.pinakes.node.config.Setting} is one thing that can be set, {@link
 * io.pinakes.node.config.ConfigFile} one file with the line of each entry, {@link
 * io.pinakes.node.config.Settings} what of all that holds, and where it is from.
 */
@NullMarked
package io.pinakes.node.config;

import org.jspecify.annotations.NullMarked;
