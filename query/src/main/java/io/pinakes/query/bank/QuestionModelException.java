package io.pinakes.query.bank;

import java.io.IOException;

/** The model of a dataset's vectors is not here, so that no question can be put to them. */
public final class QuestionModelException extends IOException {
  private static final long serialVersionUID = 1L;

  QuestionModelException(String model) {
    super(
        "the model ["
            + model
            + "] of these vectors is not here: import it, or search by words alone");
  }
}
