package io.pinakes.ingest.extract.tika;

import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.build.Content;
import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads word processors', presentations', tables' and books' files with Tika's parsers. */
final class OfficeReader {
  private final Map<String, Parser> parsers = new HashMap<>();

  OfficeReader() {
    List<Parser> all =
        List.of(
            new OfficeParser(),
            new OOXMLParser(),
            new OpenDocumentParser(),
            new EpubParser(),
            new RTFParser());
    for (Parser parser : all) {
      for (MediaType type : parser.getSupportedTypes(new ParseContext())) {
        parsers.put(type.toString(), parser);
      }
    }
  }

  boolean reads(String mediaType) {
    return parsers.containsKey(mediaType);
  }

  void read(Content content, String mediaType, DocumentBuilder out) throws DocumentException {
    Parser parser = parsers.get(mediaType);
    if (parser == null) {
      throw new IllegalArgumentException("not an office type: [" + mediaType + "]");
    }
    Metadata metadata = new Metadata();
    metadata.set(Metadata.CONTENT_TYPE, mediaType);
    OfficeHandler handler = new OfficeHandler(out);
    Path file = content.file();
    try (TikaInputStream in =
        file == null
            ? TikaInputStream.get(content.bytes(Content.MEMORY_BYTES))
            : TikaInputStream.get(file)) {
      parser.parse(in, handler, metadata, context());
      handler.finish();
    } catch (EncryptedDocumentException e) {
      throw new DocumentException(FailureReason.ENCRYPTED, "it needs a password", e);
    } catch (UnsupportedFormatException e) {
      throw new DocumentException(FailureReason.UNSUPPORTED, String.valueOf(e.getMessage()), e);
    } catch (SAXException | TikaException | IOException | RuntimeException e) {
      Optional<DocumentException> ours = ours(e);
      throw ours.orElseGet(
          () ->
              new DocumentException(
                  FailureReason.MALFORMED, "not a sound " + mediaType + ": " + rootMessage(e), e));
    }
    metadata(metadata, out);
  }

  private static ParseContext context() {
    OfficeParserConfig config = new OfficeParserConfig();
    config.setUseSAXDocxExtractor(true);
    config.setUseSAXPptxExtractor(true);
    config.setExtractMacros(false);
    config.setIncludeDeletedContent(false);
    config.setIncludeMoveFromContent(false);
    config.setIncludeSlideMasterContent(false);
    ParseContext context = new ParseContext();
    context.set(OfficeParserConfig.class, config);
    context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
    return context;
  }

  private static void metadata(Metadata metadata, DocumentBuilder out) {
    String title = metadata.get(TikaCoreProperties.TITLE);
    if (title != null) {
      out.title(title);
    }
    for (Property date : List.of(TikaCoreProperties.CREATED, TikaCoreProperties.MODIFIED)) {
      String value = metadata.get(date);
      if (value != null) {
        out.date(value);
      }
    }
    String language = metadata.get(TikaCoreProperties.LANGUAGE);
    if (language != null) {
      out.languageHint(language);
    }
  }

  /** Our own exception, if one of the causes is it: a limit that was passed inside a parser. */
  private static Optional<DocumentException> ours(Throwable e) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < 50; depth++) {
      if (cause instanceof DocumentException document) {
        return Optional.of(document);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static String rootMessage(Throwable e) {
    Throwable cause = e;
    for (int depth = 0; cause.getCause() != null && depth < 50; depth++) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** Pictures, objects and macros inside a document are left alone. */
  private static final class NothingEmbedded implements EmbeddedDocumentExtractor {
    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
      return false;
    }

    @Override
    public void parseEmbedded(
        InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {}
  }
}
