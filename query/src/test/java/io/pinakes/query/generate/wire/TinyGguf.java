package io.pinakes.query.generate.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes a language model of one layer and random weights in the GGUF layout (ggml's docs/gguf.md,
 * version 3). What it says has no sense; that it says it over the real wire is all that is asked.
 */
final class TinyGguf {
  private static final int EMBEDDING = 64;
  private static final int FEED_FORWARD = 128;
  private static final int WORDS = 1_500;
  private static final int ALIGNMENT = 32;
  private static final int UINT32 = 4;
  private static final int INT32 = 5;
  private static final int FLOAT32 = 6;
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final ByteArrayOutputStream infos = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final SplittableRandom random;
  private int keys;
  private int tensors;

  private TinyGguf(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static void write(Path file, long seed) throws IOException {
    TinyGguf gguf = new TinyGguf(seed);
    gguf.metadata();
    gguf.weights();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(u32(3));
    all.writeBytes(u64(gguf.tensors));
    all.writeBytes(u64(gguf.keys));
    all.writeBytes(gguf.head.toByteArray());
    all.writeBytes(gguf.infos.toByteArray());
    all.writeBytes(new byte[Math.floorMod(-all.size(), ALIGNMENT)]);
    all.writeBytes(gguf.data.toByteArray());
    Files.write(file, all.toByteArray());
  }

  private void metadata() {
    text("general.architecture", "llama");
    text("general.name", "tiny");
    number("llama.context_length", 4096);
    number("llama.embedding_length", EMBEDDING);
    number("llama.block_count", 1);
    number("llama.feed_forward_length", FEED_FORWARD);
    number("llama.attention.head_count", 4);
    number("llama.attention.head_count_kv", 4);
    number("llama.rope.dimension_count", EMBEDDING / 4);
    number("llama.vocab_size", 259 + WORDS);
    key("llama.attention.layer_norm_rms_epsilon", FLOAT32);
    head.writeBytes(f32(1e-5f));
    text("tokenizer.ggml.model", "llama");
    List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
    for (int b = 0; b < 256; b++) {
      tokens.add(String.format(Locale.ROOT, "<0x%02X>", b));
    }
    for (int i = 0; i < WORDS; i++) {
      tokens.add("\u2581w" + Integer.toString(i, 36) + "ö");
    }
    key("tokenizer.ggml.tokens", ARRAY);
    head.writeBytes(u32(STRING));
    head.writeBytes(u64(tokens.size()));
    tokens.forEach(t -> string(head, t));
    key("tokenizer.ggml.scores", ARRAY);
    head.writeBytes(u32(FLOAT32));
    head.writeBytes(u64(tokens.size()));
    for (int i = 0; i < tokens.size(); i++) {
      head.writeBytes(f32(-i));
    }
    key("tokenizer.ggml.token_type", ARRAY);
    head.writeBytes(u32(INT32));
    head.writeBytes(u64(tokens.size()));
    for (int i = 0; i < tokens.size(); i++) {
      head.writeBytes(u32(i == 0 ? 2 : i < 3 ? 3 : i < 259 ? 6 : 1));
    }
    number("tokenizer.ggml.bos_token_id", 1);
    number("tokenizer.ggml.eos_token_id", 2);
  }

  private void weights() {
    int vocabulary = 259 + WORDS;
    tensor("token_embd.weight", EMBEDDING, vocabulary);
    tensor("output_norm.weight", EMBEDDING);
    tensor("output.weight", EMBEDDING, vocabulary);
    tensor("blk.0.attn_norm.weight", EMBEDDING);
    for (String part : List.of("q", "k", "v", "output")) {
      tensor("blk.0.attn_" + part + ".weight", EMBEDDING, EMBEDDING);
    }
    tensor("blk.0.ffn_norm.weight", EMBEDDING);
    tensor("blk.0.ffn_gate.weight", EMBEDDING, FEED_FORWARD);
    tensor("blk.0.ffn_up.weight", EMBEDDING, FEED_FORWARD);
    tensor("blk.0.ffn_down.weight", FEED_FORWARD, EMBEDDING);
  }

  private void tensor(String name, int... dimensions) {
    string(infos, name);
    infos.writeBytes(u32(dimensions.length));
    int size = 1;
    for (int dimension : dimensions) {
      infos.writeBytes(u64(dimension));
      size *= dimension;
    }
    infos.writeBytes(u32(0));
    infos.writeBytes(u64(data.size()));
    for (int i = 0; i < size; i++) {
      data.writeBytes(f32((float) (random.nextDouble() - 0.5)));
    }
    data.writeBytes(new byte[Math.floorMod(-data.size(), ALIGNMENT)]);
    tensors++;
  }

  private void key(String name, int type) {
    string(head, name);
    head.writeBytes(u32(type));
    keys++;
  }

  private void text(String name, String value) {
    key(name, STRING);
    string(head, value);
  }

  private void number(String name, int value) {
    key(name, UINT32);
    head.writeBytes(u32(value));
  }

  private static void string(ByteArrayOutputStream out, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(u64(bytes.length));
    out.writeBytes(bytes);
  }

  private static byte[] u32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static byte[] u64(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  private static byte[] f32(float value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array();
  }
}
