package io.pinakes.ingest.extract.mail;

import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.build.Dates;
import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import io.pinakes.ingest.extract.build.EmbeddedFiles;
import io.pinakes.ingest.extract.html.HtmlReader;
import io.pinakes.ingest.extract.text.PlainReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.dom.BinaryBody;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.dom.address.AddressList;
import org.apache.james.mime4j.dom.address.MailboxList;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;

/**
 * Reads one mail: its subject as a heading, who wrote to whom and when, the text, attachments. Of
 * alternatives the plain text is taken, and HTML where there is none.
 */
public final class MailReader {
  /** Parts in parts; deeper ones are left out. */
  private static final int MAX_DEPTH = 20;

  private static final MimeConfig CONFIG =
      MimeConfig.custom()
          .setMaxLineLen(-1)
          .setMaxHeaderLen(1 << 20)
          .setMaxHeaderCount(10_000)
          .setMaxContentLen(-1)
          .build();

  private final DocumentBuilder out;
  private final EmbeddedFiles files;
  private boolean encrypted;

  private MailReader(DocumentBuilder out, EmbeddedFiles files) {
    this.out = out;
    this.files = files;
  }

  /** Reads a mail into a document. */
  public static void read(InputStream in, DocumentBuilder out, EmbeddedFiles files)
      throws IOException {
    DefaultMessageBuilder builder = new DefaultMessageBuilder();
    builder.setMimeEntityConfig(CONFIG);
    builder.setContentDecoding(true);
    Message message;
    try {
      message = builder.parseMessage(in);
    } catch (MimeIOException | RuntimeException e) {
      throw new DocumentException(
          FailureReason.MALFORMED, "not a sound mail: " + e.getMessage(), e);
    }
    try {
      new MailReader(out, files).message(message);
    } finally {
      message.dispose();
    }
  }

  private void message(Message message) throws IOException {
    Optional<String> subject = Optional.ofNullable(message.getSubject());
    if (subject.isPresent()) {
      out.title(subject.get());
      out.heading(1, subject.get());
    }
    List<String> lines = new ArrayList<>();
    MailboxList from = message.getFrom();
    if (from != null) {
      lines.add("From: " + String.join(", ", from.stream().map(Object::toString).toList()));
    }
    AddressList to = message.getTo();
    if (to != null) {
      lines.add("To: " + String.join(", ", to.stream().map(Object::toString).toList()));
    }
    Date date = message.getDate();
    if (date != null) {
      Dates.of(date.toInstant())
          .ifPresent(
              iso -> {
                out.date(iso);
                lines.add("Date: " + iso);
              });
    }
    out.paragraph(String.join("\n", lines));
    part(message, 0);
    if (encrypted) {
      throw new DocumentException(FailureReason.ENCRYPTED, "the mail is encrypted");
    }
  }

  private void part(Entity entity, int depth) throws IOException {
    Body body = entity.getBody();
    String type = String.valueOf(entity.getMimeType());
    if (depth > MAX_DEPTH) {
      return;
    }
    switch (body) {
      case null -> {}
      case Multipart multipart -> multipart(multipart, type, depth);
      case Message inner -> message(inner);
      case TextBody text when entity.getFilename() == null -> text(text, type);
      case TextBody text -> attachment(entity, text.getInputStream());
      case BinaryBody binary -> attachment(entity, binary.getInputStream());
      default -> {}
    }
    encrypted |= type.equals("application/pkcs7-mime") || type.equals("multipart/encrypted");
  }

  private void multipart(Multipart multipart, String type, int depth) throws IOException {
    List<Entity> parts = multipart.getBodyParts();
    if (type.equals("multipart/alternative")) {
      Optional<Entity> plain = parts.stream().filter(MailReader::isPlain).findFirst();
      if (plain.isPresent()) {
        part(plain.get(), depth + 1);
      } else if (!parts.isEmpty()) {
        // The last is the richest that the sender has.
        part(parts.getLast(), depth + 1);
      }
      return;
    }
    for (Entity part : parts) {
      part(part, depth + 1);
    }
  }

  private static boolean isPlain(Entity entity) {
    try {
      return "text/plain".equals(entity.getMimeType())
          && entity.getBody() instanceof TextBody text
          && !string(text).isBlank();
    } catch (IOException e) {
      return false;
    }
  }

  private void text(TextBody body, String type) throws IOException {
    String text = string(body);
    if (type.equals("text/html")) {
      HtmlReader.readFragment(text, out);
    } else {
      PlainReader.read(text, out);
    }
  }

  private void attachment(Entity entity, InputStream body) throws IOException {
    try (body) {
      String name = entity.getFilename();
      files.read(name == null ? "" : name, body);
    }
  }

  private static String string(TextBody body) throws IOException {
    StringWriter text = new StringWriter();
    try (Reader reader = body.getReader()) {
      reader.transferTo(text);
    }
    return text.toString();
  }
}
