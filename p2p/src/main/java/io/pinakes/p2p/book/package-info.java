/**
 * Where peers are said to be: {@link io.pinakes.p2p.book.PeerBook} keeps addresses with who said so
 * and until when. Pure.
 */
@NullMarked
package io.pinakes.p2p.book;

import org.jspecify.annotations.NullMarked;
