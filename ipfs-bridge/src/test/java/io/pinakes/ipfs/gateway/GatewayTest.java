package io.pinakes.ipfs.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.ipns.IpnsData;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.ipns.IpnsSigner;
import io.pinakes.ipfs.scratch.Scratch;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.unixfs.Imported;
import io.pinakes.ipfs.unixfs.UnixFsImporter;
import io.pinakes.ipfs.unixfs.UnixFsProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
  private final Content content = new Content();
  private final Block leaf = Content.raw("leaf");
  private final Block twice = Content.list(leaf, leaf);
  private final Block root = Content.list(twice, leaf);
  private final Gateway trustless = content.gateway(GatewayOptions.TRUSTLESS);
  private final Gateway browser = content.gateway(GatewayOptions.BROWSER);

  @BeforeEach
  void publish() throws IOException {
    content.put(leaf, twice, root);
    content.publish(root);
  }

  @Test
  void aBlockIsGivenWithWhatACacheAndABrowserNeedToKnow() throws IOException {
    Answer answer = Content.get(trustless, "/ipfs/" + leaf.cid() + "?format=raw");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Content.body(answer)).isEqualTo(leaf.bytes());
    assertThat(answer.headers())
        .containsEntry("Content-Type", "application/vnd.ipld.raw")
        .containsEntry("Etag", "\"" + leaf.cid() + ".raw\"")
        .containsEntry("Cache-Control", "public, max-age=29030400, immutable")
        .containsEntry("X-Ipfs-Path", "/ipfs/" + leaf.cid())
        .containsEntry("X-Ipfs-Roots", leaf.cid().toString())
        .containsEntry("X-Content-Type-Options", "nosniff")
        .containsEntry("Content-Disposition", "attachment; filename=\"" + leaf.cid() + ".bin\"");
  }

  @Test
  void thePrivateAndTheAbsentAreAnsweredAlikeInEveryFormatAndMethod() throws IOException {
    Block secret = Content.raw("secret");
    Block absent = Content.raw("absent");
    content.put(secret);
    for (Gateway gateway : List.of(trustless, browser)) {
      for (String query :
          List.of("?format=raw", "?format=car", "?format=tar", "", "/a?format=car")) {
        for (String method : List.of("GET", "HEAD")) {
          for (String caching : List.of("", "only-if-cached")) {
            for (String tag : List.of("x", "*", "\"" + secret.cid() + ".raw\"")) {
              String[] headers = {"Cache-Control", caching, "If-None-Match", tag};
              Answer one = Content.ask(gateway, method, "/ipfs/" + secret.cid() + query, headers);
              Answer two = Content.ask(gateway, method, "/ipfs/" + absent.cid() + query, headers);
              assertThat(one.status()).isEqualTo(two.status()).isGreaterThanOrEqualTo(400);
              assertThat(one.headers()).isEqualTo(two.headers());
              assertThat(Content.body(one)).isEqualTo(Content.body(two));
            }
          }
        }
      }
    }
  }

  @Test
  void whatIsWithdrawnIsGoneAtOnce() throws IOException {
    content.unpublish(root);
    assertThat(Content.get(trustless, "/ipfs/" + leaf.cid() + "?format=raw").status())
        .isEqualTo(404);
  }

  @Test
  void anArchiveHoldsEachBlockOnceUnlessDuplicatesAreAskedFor() throws IOException {
    Answer once = Content.get(trustless, "/ipfs/" + root.cid() + "?format=car");
    assertThat(Content.blocks(once)).containsExactly(root.cid(), twice.cid(), leaf.cid());
    assertThat(once.headers())
        .containsEntry("Content-Type", "application/vnd.ipld.car; version=1; order=dfs; dups=n");
    Answer all =
        Content.get(
            trustless,
            "/ipfs/" + root.cid(),
            "Accept",
            "application/vnd.ipld.car;version=1;dups=y;order=dfs");
    assertThat(Content.blocks(all))
        .containsExactly(root.cid(), twice.cid(), leaf.cid(), leaf.cid(), leaf.cid());
  }

  @Test
  void anArchiveThatRemembersTooFewBlocksRepeatsSomeAndLosesNone() throws IOException {
    Gateway forgetful = content.gateway(new GatewayOptions(false, 1, 10, Scratch.HEAP));
    assertThat(Content.blocks(Content.get(forgetful, "/ipfs/" + root.cid() + "?format=car")))
        .contains(root.cid(), twice.cid(), leaf.cid());
  }

  @Test
  void tagsDifferForWhateverMakesBodiesDiffer() {
    List<String> tags =
        List.of(
                "format=raw",
                "format=car",
                "format=car&car-dups=y",
                "format=car&dag-scope=block",
                "format=car&dag-scope=entity",
                "format=car&entity-bytes=0:1",
                "format=car&entity-bytes=0:*")
            .stream()
            .map(query -> Content.get(trustless, "/ipfs/" + root.cid() + "?" + query))
            .map(answer -> String.valueOf(answer.headers().get("Etag")))
            .toList();
    assertThat(tags).doesNotHaveDuplicates().doesNotContain("null");
  }

  @Test
  void whoHasItIsToldSo() throws IOException {
    for (String query : List.of("format=raw", "format=car")) {
      String target = "/ipfs/" + root.cid() + "?" + query;
      String tag = String.valueOf(Content.get(trustless, target).headers().get("Etag"));
      for (String header : List.of(tag, "\"a\", " + tag, "W/" + tag.replace("W/", ""), "*")) {
        Answer answer = Content.get(trustless, target, "If-None-Match", header);
        assertThat(answer.status()).as(header).isEqualTo(304);
        assertThat(Content.body(answer)).isEmpty();
      }
      assertThat(Content.get(trustless, target, "If-None-Match", "\"a\"").status()).isEqualTo(200);
    }
  }

  @Test
  void aMissingChildBreaksTheArchiveOff() throws IOException {
    Block gone = Content.raw("gone");
    Block holder = Content.list(leaf, gone);
    content.put(holder);
    content.publish(holder);
    Answer answer = Content.get(trustless, "/ipfs/" + holder.cid() + "?format=car");
    assertThat(answer.status()).isEqualTo(200);
    assertThatThrownBy(() -> Content.body(answer)).isInstanceOf(MissingBlockException.class);
  }

  @Test
  void aFileThatIsOneBlockOverAndOverIsNotReadForAsLongAsItSays() throws IOException {
    Block part = Content.raw("part");
    Cid below = part.cid();
    long size = part.size();
    for (int level = 0; level < 16; level++) {
      Block node = Repeating.file(below, size, 8);
      content.put(part, node);
      below = node.cid();
      size *= 8;
    }
    content.publish(Block.verified(below, content.store().blocks().get(below).orElseThrow()));
    Answer answer = Content.get(trustless, "/ipfs/" + below + "?format=car&dag-scope=entity");
    assertThatThrownBy(() -> Content.body(answer)).hasMessageContaining("repeats itself");
    assertThat(Content.blocks(Content.get(trustless, "/ipfs/" + below + "?format=car")))
        .hasSize(17);
  }

  @Test
  void aFolderThatIsDeepAndWhoseNamesLeadUpIsNoArchive() throws IOException {
    Block below = Folders.of("leaf", leaf.cid());
    for (int i = 0; i < 20_000; i++) {
      content.put(below);
      below = Folders.of("x/..", below.cid());
    }
    Block top = Folders.of("a", below.cid());
    content.put(below, top);
    content.publish(top);
    Answer answer = Content.get(browser, "/ipfs/" + top.cid() + "?format=tar");
    assertThat(answer.status()).isEqualTo(501);
    assertThat(Content.text(answer)).contains("deeper than");
  }

  @Test
  void whatIsWrongWithTheDiskIsNotToldToStrangers() throws IOException {
    BlockReader damaged =
        new BlockReader() {
          @Override
          public Optional<byte[]> get(Cid cid) throws IOException {
            throw new DamagedBlockException(
                cid, new StoreException("the file [/home/ann/store/packs/3.pack] is cut short"));
          }

          @Override
          public boolean has(Cid cid) {
            return true;
          }
        };
    Gateway gateway =
        new Gateway(damaged, NameRecords.NONE, GatewayOptions.BROWSER, () -> Content.NOW);
    for (String query : List.of("?format=raw", "?format=tar", "")) {
      for (Block block : List.of(leaf, root)) {
        Answer answer = Content.get(gateway, "/ipfs/" + block.cid() + query);
        assertThat(answer.status()).as(query).isEqualTo(500);
        assertThat(Content.text(answer)).isEqualTo("the content cannot be read here\n");
      }
    }
  }

  @Test
  void whatMakesNoSenseIsRefusedWithItsReason() throws IOException {
    String at = "/ipfs/" + leaf.cid();
    assertRefused(400, trustless, "/ipfs/nonsense?format=raw");
    assertRefused(400, trustless, "/ipfs/?format=raw");
    assertRefused(404, trustless, "/other/" + leaf.cid() + "?format=raw");
    assertRefused(400, trustless, at + "?format=wrong");
    assertRefused(406, trustless, at);
    assertRefused(406, trustless, at + "?format=tar");
    assertRefused(406, browser, at + "?format=dag-json");
    for (String query :
        List.of(
            "car-version=2",
            "car-order=bfs",
            "car-dups=maybe",
            "dag-scope=some",
            "entity-bytes=1",
            "entity-bytes=2:1",
            "entity-bytes=-1:-2",
            "entity-bytes=a:b")) {
      assertRefused(400, trustless, at + "?format=car&" + query);
    }
    assertRefused(400, browser, at + "/%");
    assertRefused(400, browser, at + "/%ff");
    assertRefused(400, browser, at + "/a".repeat(ContentPath.MAX_SEGMENTS + 1));
    assertThat(Content.ask(browser, "POST", at).status()).isEqualTo(405);
    assertThat(Content.ask(browser, "POST", at).headers())
        .containsEntry("Allow", "GET, HEAD, OPTIONS");
  }

  @Test
  void aFileIsGivenInRanges() throws IOException {
    byte[] bytes = new byte[700_000];
    new Random(7).nextBytes(bytes);
    Cid file = importFile(bytes);
    String at = "/ipfs/" + file;
    Answer part = Content.get(browser, at, "Range", "bytes=262143-262144,0-1");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.headers()).containsEntry("Content-Range", "bytes 262143-262144/700000");
    assertThat(Content.body(part)).containsExactly(bytes[262143], bytes[262144]);
    assertThat(Content.get(browser, at, "Range", "bytes=700000-").status()).isEqualTo(416);
    assertThat(Content.get(browser, at, "Range", "bytes=-0").status()).isEqualTo(416);
    assertThat(Content.body(Content.get(browser, at, "Range", "bytes=-3")))
        .containsExactly(bytes[699_997], bytes[699_998], bytes[699_999]);
    for (String odd : List.of("bytes=", "bytes=-", "bytes=2-1", "lines=1-2", "bytes=a-b")) {
      assertThat(Content.get(browser, at, "Range", odd).status()).as(odd).isEqualTo(200);
    }
    Answer other = Content.get(browser, at, "Range", "bytes=0-1", "If-Range", "\"other\"");
    assertThat(other.status()).isEqualTo(200);
  }

  @Test
  void namesInAFolderAreTextOnItsPageAndNothingElse() throws IOException {
    String nasty = "<img src=x onerror=alert(1)>\"'&.txt";
    UnixFsImporter importer = new UnixFsImporter(UnixFsProfile.V1_2025, content::put);
    Imported file = importer.addFile(new ByteArrayInputStream(new byte[] {1}));
    Imported folder = importer.addDirectory(new TreeMap<>(Map.of(nasty, file)));
    content.publish(
        Block.verified(folder.cid(), content.store().blocks().get(folder.cid()).orElseThrow()));
    Answer page = Content.get(browser, "/ipfs/" + folder.cid() + "/");
    assertThat(Content.text(page)).doesNotContain("<img").contains("&lt;img src=x");
    assertThat(page.headers())
        .containsEntry("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    assertThat(Content.get(browser, "/ipfs/" + folder.cid()).headers())
        .containsEntry("Location", "/ipfs/" + folder.cid() + "/");
  }

  @Test
  void aNameLeadsToContentForAsLongAsItsRecordMayBeKept() throws IOException {
    PrivateKey key = PrivateKey.generateEd25519(new Random(3));
    PeerId name = key.publicKey().peerId();
    IpnsRecord record =
        new IpnsSigner(key)
            .sign(
                new IpnsData(
                    "/ipfs/" + root.cid() + "/0",
                    1,
                    Content.NOW.plusSeconds(90),
                    Duration.ofMinutes(5)));
    Gateway named =
        content.gateway(
            GatewayOptions.TRUSTLESS,
            asked -> asked.equals(name) ? Optional.of(record) : Optional.empty());
    Answer block = Content.get(named, "/ipns/" + name.toName() + "?format=raw");
    assertThat(Content.body(block)).isEqualTo(twice.bytes());
    assertThat(block.headers()).containsEntry("Cache-Control", "public, max-age=90");
    Answer signed = Content.get(named, "/ipns/" + name.toName() + "?format=ipns-record");
    assertThat(Content.body(signed)).isEqualTo(record.toBytes());
    assertThat(signed.headers()).containsEntry("Cache-Control", "public, max-age=90");
    assertThat(Content.get(named, "/ipns/" + name + "?format=raw").headers())
        .containsEntry("Location", "/ipns/" + name.toName());
    PeerId other = PrivateKey.generateEd25519(new Random(4)).publicKey().peerId();
    assertRefused(404, named, "/ipns/" + other.toName() + "?format=ipns-record");
    assertRefused(502, named, "/ipns/" + other.toName() + "?format=raw");
    assertRefused(400, named, "/ipns/" + name.toName() + "/a?format=ipns-record");
    assertRefused(400, named, "/ipns/example.com?format=raw");
  }

  @Test
  void namesThatLeadInACircleEnd() throws IOException {
    PrivateKey key = PrivateKey.generateEd25519(new Random(3));
    PeerId name = key.publicKey().peerId();
    IpnsRecord record =
        new IpnsSigner(key)
            .sign(
                new IpnsData(
                    "/ipns/" + name.toName(),
                    1,
                    Content.NOW.plusSeconds(90),
                    Duration.ofMinutes(5)));
    Gateway named = content.gateway(GatewayOptions.TRUSTLESS, asked -> Optional.of(record));
    assertRefused(502, named, "/ipns/" + name.toName() + "?format=raw");
  }

  @Test
  void theProbeThatClientsSendIsAnsweredThoughNothingIsHeld() throws IOException {
    Gateway empty = new Content().gateway(GatewayOptions.TRUSTLESS);
    Answer probe = Content.ask(empty, "HEAD", "/ipfs/bafkqaaa?format=raw");
    assertThat(probe.status()).isEqualTo(200);
    assertThat(probe.length()).hasValue(0);
  }

  private Cid importFile(byte[] bytes) throws IOException {
    UnixFsImporter importer = new UnixFsImporter(UnixFsProfile.V0_2015, content::put);
    Cid file = importer.addFile(new ByteArrayInputStream(bytes)).cid();
    content.publish(Block.verified(file, content.store().blocks().get(file).orElseThrow()));
    return file;
  }

  private static void assertRefused(int status, Gateway gateway, String target) throws IOException {
    Answer answer = Content.get(gateway, target);
    assertThat(answer.status()).as(target).isEqualTo(status);
    assertThat(new String(Content.body(answer), StandardCharsets.UTF_8)).as(target).isNotBlank();
    assertThat(answer.headers()).as(target).containsEntry("Cache-Control", "no-store");
  }
}
