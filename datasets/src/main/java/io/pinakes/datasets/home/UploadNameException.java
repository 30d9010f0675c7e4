package io.pinakes.datasets.home;

/** A name that no file may be put at. Does not repeat the name, which may be made to mislead. */
public final class UploadNameException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UploadNameException(String why) {
    super("The file cannot have that name: " + why);
  }
}
