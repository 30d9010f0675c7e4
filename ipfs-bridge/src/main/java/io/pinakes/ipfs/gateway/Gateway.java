package io.pinakes.ipfs.gateway;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipns.IpnsException;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.unixfs.UnixFsException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for content.
 *
 * <p>May be asked by many threads if the blocks and records may. An answer's body reads blocks when
 * it is written. Nothing is fetched: what is not here is 404, or 412 for who asked for what is
 * cached.
 */
public final class Gateway {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /** Names that lead to names; more is a loop, or meant to be one. */
  private static final int MAX_NAMES = 4;

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS");

  private final BlockReader blocks;
  private final NameRecords names;
  private final GatewayOptions options;
  private final InstantSource clock;
  private final Optional<DelegatedRouting> routing;

  /**
   * Serves those blocks; for strangers, the gate of {@code PublicBlocks} must stand before them.
   */
  public Gateway(
      BlockReader blocks, NameRecords names, GatewayOptions options, InstantSource clock) {
    this(blocks, names, options, clock, Optional.empty());
  }

  private Gateway(
      BlockReader blocks,
      NameRecords names,
      GatewayOptions options,
      InstantSource clock,
      Optional<DelegatedRouting> routing) {
    this.routing = routing;
    this.blocks = blocks;
    this.names = names;
    this.options = options;
    this.clock = clock;
  }

  /** The same, which also says who has content, below {@code /routing/v1/}. */
  public Gateway withRouting(DelegatedRouting with) {
    return new Gateway(blocks, names, options, clock, Optional.of(with));
  }

  /** Answers; whatever is wrong with the request or the content is an answer, too. */
  public Answer answer(GatewayRequest request) {
    return Cors.open(answerPlain(request));
  }

  private Answer answerPlain(GatewayRequest request) {
    try {
      boolean brings =
          routing.isPresent() && DelegatedRouting.bringsRecord(request.method(), request.path());
      if (!METHODS.contains(request.method()) && !brings) {
        Answer refused = Answer.text(405, "only GET, HEAD and OPTIONS are answered");
        refused.headers().put("Allow", "GET, HEAD, OPTIONS");
        return refused;
      }
      if (request.method().equals("OPTIONS")) {
        return new Answer.Builder(204).empty();
      }
      if (routing.isPresent() && request.path().startsWith(DelegatedRouting.PREFIX)) {
        return routing.get().answer(request);
      }
      return content(request);
    } catch (MissingBlockException e) {
      return refusal(request, GatewayException.notHere());
    } catch (GatewayException e) {
      return refusal(request, e);
    } catch (CodecException | UnixFsException e) {
      return Answer.text(500, "the content cannot be read: " + e.getMessage());
    } catch (IOException e) {
      // Its words may be of this machine, its paths among them, and are for its owner.
      LOG.warn("cannot read what [{}] asks for: {}", request.path(), e.toString());
      return Answer.text(500, "the content cannot be read here");
    }
  }

  private static Answer refusal(GatewayRequest request, GatewayException why) {
    if (why.status() == 404 && request.onlyIfCached()) {
      return Answer.text(412, why.words());
    }
    return Answer.text(why.status(), why.words());
  }

  private Answer content(GatewayRequest request) throws IOException {
    ContentPath path = ContentPath.parse(request.path());
    ResponseFormat.Wanted wanted = ResponseFormat.of(request);
    if (!options.deserialized() && !wanted.format().isTrustless()) {
      throw new GatewayException(
          406,
          "only blocks, archives and name records are given here: ask with ?format=raw or car");
    }
    if (wanted.format() == ResponseFormat.IPNS_RECORD) {
      return record(request, path);
    }
    if (!path.mutable()) {
      return at(request, path, path, Optional.empty(), wanted);
    }
    PeerId name = name(path.root());
    if (!path.root().equals(name.toName())) {
      return redirect(302, new ContentPath(true, name.toName(), path.segments(), path.folder()));
    }
    Followed followed = follow(path);
    return at(request, path, followed.path, Optional.of(followed.timeToLive), wanted);
  }

  private Answer at(
      GatewayRequest request,
      ContentPath asked,
      ContentPath path,
      Optional<Duration> timeToLive,
      ResponseFormat.Wanted wanted)
      throws IOException {
    Resolved end = PathResolver.resolve(blocks, root(path.root()), path.segments());
    Context context = new Context(request, asked, end, timeToLive);
    return switch (wanted.format()) {
      case RAW -> TrustlessAnswers.block(whole(context), blocks);
      case CAR -> TrustlessAnswers.car(whole(context), blocks, wanted.parameters(), options);
      default -> new ContentAnswers(blocks, options).answer(context, wanted.format());
    };
  }

  private static Context whole(Context context) throws GatewayException {
    if (!context.end().rest().isEmpty()) {
      throw ContentAnswers.within(context);
    }
    return context;
  }

  private Answer record(GatewayRequest request, ContentPath path) throws IOException {
    if (!path.mutable() || !path.segments().isEmpty()) {
      throw GatewayException.badRequest("a name record is asked for by /ipns/NAME alone");
    }
    IpnsRecord record = names.find(name(path.root())).orElseThrow(GatewayException::notHere);
    return TrustlessAnswers.record(request, path, record, clock.instant());
  }

  /** Where names lead, and for how long. */
  private record Followed(ContentPath path, Duration timeToLive) {}

  private Followed follow(ContentPath asked) throws IOException {
    ContentPath path = asked;
    Duration timeToLive = Duration.ofSeconds(Integer.MAX_VALUE);
    Instant now = clock.instant();
    for (int i = 0; i < MAX_NAMES; i++) {
      IpnsRecord record = known(name(path.root()));
      Duration left = record.cacheFor(now);
      timeToLive = left.compareTo(timeToLive) < 0 ? left : timeToLive;
      path = path.under(ContentPath.parse(record.data().value()));
      if (!path.mutable()) {
        return new Followed(path, timeToLive);
      }
    }
    throw new GatewayException(502, "the name leads through over [" + MAX_NAMES + "] names");
  }

  private IpnsRecord known(PeerId name) throws IOException {
    try {
      return names
          .find(name)
          .orElseThrow(() -> new GatewayException(502, "no record of this name is known here"));
    } catch (IpnsException e) {
      throw new GatewayException(502, "the record of this name does not hold");
    }
  }

  private static PeerId name(String text) throws GatewayException {
    try {
      return text.startsWith("1") || text.startsWith("Qm")
          ? PeerId.parse(text)
          : new PeerId(Cid.parse(text).hash());
    } catch (MultiformatException e) {
      throw GatewayException.badRequest("[" + text + "] is no name of a key");
    }
  }

  private static Cid root(String text) throws GatewayException {
    try {
      return Cid.parse(text);
    } catch (MultiformatException e) {
      throw GatewayException.badRequest("[" + text + "] is no CID");
    }
  }

  static Answer redirect(int status, ContentPath to) {
    Answer answer = Answer.text(status, "it is at " + to.urlAsAsked());
    answer.headers().put("Location", to.urlAsAsked());
    return answer;
  }
}
