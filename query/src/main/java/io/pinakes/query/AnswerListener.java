package io.pinakes.query;

import io.pinakes.query.generate.Generation;
import java.util.List;

/** Watches an answer come to be, on the thread that asked. */
public interface AnswerListener {
  /** Hears nothing. */
  AnswerListener NONE =
      new AnswerListener() {
        @Override
        public void contexts(List<Context> contexts) {}

        @Override
        public void text(String piece) {}
      };

  /** The passages are found, nothing is answered yet. */
  void contexts(List<Context> contexts);

  /**
   * The next words, not yet checked. The {@link Answer} that {@link Answerer#ask} returns is what
   * counts; it may say that they are no answer.
   */
  void text(String piece);

  /** The generator has ended, and says what it took; not called where none was asked. */
  default void generated(Generation generation) {}

  /**
   * The answer is checked: where in the words that were heard its citations stand, in their order.
   * Not called where there is no answer.
   */
  default void cited(List<Mark> marks) {}
}
