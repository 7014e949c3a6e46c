/**
 * Makes a small BERT with random weights in the hub's layout, so that the path of a real sentence-transformer can be
 * walked without downloading one. Its vectors mean nothing, but the same words always get the same ones.
 *
 *     npx tsc -p tsconfig.json --noEmit false --outDir .tmp && node .tmp/scripts/make-test-model.js <folder> [seed]
 */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";

import type { Random } from "../src/shapes/random.js";
import { createRandom } from "../src/math/random.js";
import { attribute, encodeModel, node, tensor, type GraphNode, type GraphTensor } from "./onnx.js";

export interface TestModelShape {
  /** Dimensions of a vector. @default 32 */
  hidden: number;
  heads: number;
  /** Layers of attention and feed-forward. @default 1 */
  layers: number;
  /** Width of the feed-forward layer. */
  inner: number;
  /** The longest input, in tokens. */
  positions: number;
  /** Word pieces; larger than its own vocabulary where another tokenizer is to be used. */
  vocabulary: number;
}

const specialTokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

/** Each is one token. */
export const wholeWords =
  "a about after again all also an and any are as at be because been before being both but by can change could day do " +
  "does down each editor even every few find first for from get go good had has have he her here him his how i if in " +
  "into is it its just know last letter like long look made make many map market may me meeting month more most much my " +
  "need new no not now of off on one only or other our out over own page people plan post product question read reader " +
  "same say see she should so some story such take team tell than that the their them then there these they thing think " +
  "this those through time to too topic two under up us use very want was way we week well went were what when where " +
  "which while who why will with word work would write writing year you your";

const endings =
  "able al ed en er ers est ful ing ings ion ions ity ive less ly ment ments ness or s ship tion tions ty y";

/** Any text of Latin letters, digits and ASCII signs can be spelled with these; nothing of it is lost. */
const vocabulary: readonly string[] = [
  ...specialTokens,
  ...range(33, 126)
    .map((code) => String.fromCharCode(code))
    .filter((sign) => sign === sign.toLowerCase()),
  ...Array.from("abcdefghijklmnopqrstuvwxyz0123456789", (sign) => `##${sign}`),
  ...wholeWords.split(" ").filter((word) => word.length > 1),
  ...endings
    .split(" ")
    .filter((ending) => ending.length > 1)
    .map((ending) => `##${ending}`),
];

const usualShape: TestModelShape = {
  hidden: 32,
  heads: 2,
  layers: 1,
  inner: 64,
  positions: 512,
  vocabulary: vocabulary.length,
};

/** Writes the model's files into a folder, which is made. The same seed and shape give the same bytes. */
export async function makeTestModel(
  folder: string,
  seed: number,
  shape: Partial<TestModelShape> = {},
): Promise<void> {
  const full = { ...usualShape, ...shape };
  const files: Record<string, string | Uint8Array> = {
    "config.json": json({
      architectures: ["BertModel"],
      model_type: "bert",
      hidden_size: full.hidden,
      num_attention_heads: full.heads,
      num_hidden_layers: full.layers,
      intermediate_size: full.inner,
      max_position_embeddings: full.positions,
      type_vocab_size: 2,
      vocab_size: full.vocabulary,
      hidden_act: "gelu",
      pad_token_id: 0,
    }),
    "tokenizer.json": json(tokenizer()),
    "tokenizer_config.json": json({
      tokenizer_class: "BertTokenizer",
      do_lower_case: true,
      model_max_length: full.positions,
      ...namedSpecialTokens(),
    }),
    "special_tokens_map.json": json(namedSpecialTokens()),
    "onnx/model_quantized.onnx": bert(full, createRandom(seed)),
  };
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

function namedSpecialTokens(): Record<string, string> {
  return {
    pad_token: "[PAD]",
    unk_token: "[UNK]",
    cls_token: "[CLS]",
    sep_token: "[SEP]",
    mask_token: "[MASK]",
  };
}

function tokenizer(): object {
  const id = (token: string): number => vocabulary.indexOf(token);
  const special = (token: string): object => ({ SpecialToken: { id: token, type_id: 0 } });
  const template = (token: string): object => ({ id: token, ids: [id(token)], tokens: [token] });
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: specialTokens.map((content) => ({
      id: id(content),
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [special("[CLS]"), { Sequence: { id: "A", type_id: 0 } }, special("[SEP]")],
      pair: [
        special("[CLS]"),
        { Sequence: { id: "A", type_id: 0 } },
        special("[SEP]"),
        { Sequence: { id: "B", type_id: 1 } },
        special("[SEP]"),
      ],
      special_tokens: { "[CLS]": template("[CLS]"), "[SEP]": template("[SEP]") },
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((token, index) => [token, index])),
    },
  };
}

/** BERT: embeddings, then in each layer self-attention over the unmasked tokens, and feed-forward. */
function bert(
  { hidden, heads, layers, inner, positions, vocabulary: words }: TestModelShape,
  random: Random,
): Uint8Array {
  const weights = (name: string, rows: number, columns: number, scale: number): GraphTensor =>
    tensor(
      name,
      [rows, columns],
      Float32Array.from({ length: rows * columns }, () => random.normal() * scale),
    );
  const dense = (name: string, rows: number, columns: number): GraphTensor =>
    weights(name, rows, columns, 1 / Math.sqrt(rows));
  const number = (name: string, value: number): GraphTensor => tensor(name, [], Float32Array.of(value));
  const integers = (name: string, dims: number[], ...values: number[]): GraphTensor =>
    tensor(name, dims, BigInt64Array.from(values.map(BigInt)));

  const initializers = [
    weights("words", words, hidden, 1),
    weights("types", 2, hidden, 0.1),
    weights("places", positions, hidden, 0.1),
    ...range(0, layers - 1).flatMap((layer) => {
      const place = placeOf(layer);
      return [
        ...["query", "key", "value", "mixed"].map((name) => dense(`${place}${name}.weight`, hidden, hidden)),
        dense(`${place}widen.weight`, hidden, inner),
        dense(`${place}narrow.weight`, inner, hidden),
      ];
    }),
    tensor("ones", [hidden], new Float32Array(hidden).fill(1)),
    tensor("zeros", [hidden], new Float32Array(hidden)),
    number("one", 1),
    number("half", 0.5),
    number("root2", Math.SQRT2),
    number("far", -10_000),
    number("scale", 1 / Math.sqrt(hidden / heads)),
    integers("index0", [], 0),
    integers("index1", [], 1),
    integers("axes12", [2], 1, 2),
    integers("split", [4], 0, 0, heads, hidden / heads),
    integers("join", [3], 0, 0, hidden),
  ];

  const nodes = [
    // Embeddings of word, segment and place.
    node("Gather", ["words", "input_ids"], "word"),
    node("Gather", ["types", "token_type_ids"], "type"),
    node("Shape", ["input_ids"], "shape"),
    node("Gather", ["shape", "index1"], "length"),
    node("Range", ["index0", "length", "index1"], "steps"),
    node("Gather", ["places", "steps"], "place"),
    node("Add", ["word", "type"], "word+type"),
    node("Add", ["word+type", "place"], "embedded"),
    normalized("embedded", "x"),
    // A masked token's score is so low that it gets no weight.
    node("Cast", ["attention_mask"], "mask", attribute("to", 1)),
    node("Sub", ["one", "mask"], "absent"),
    node("Mul", ["absent", "far"], "penalty"),
    node("Unsqueeze", ["penalty", "axes12"], "penalties"),
    ...range(0, layers - 1).flatMap((layer) =>
      layerNodes(placeOf(layer), layer === layers - 1 ? "last_hidden_state" : `${placeOf(layer + 1)}x`),
    ),
  ];
  return encodeModel({
    nodes,
    initializers,
    inputs: ["input_ids", "attention_mask", "token_type_ids"].map((name) => ({
      name,
      type: "int64",
      dims: ["batch", "sequence"],
    })),
    outputs: [{ name: "last_hidden_state", type: "float32", dims: ["batch", "sequence", hidden] }],
  });
}

function placeOf(layer: number): string {
  return layer === 0 ? "" : `${layer}.`;
}

function normalized(input: string, output: string): GraphNode {
  return node("LayerNormalization", [input, "ones", "zeros"], output, attribute("axis", -1));
}

/** One layer, from `x` of its place to `output`. */
function layerNodes(place: string, output: string): GraphNode[] {
  const at = (name: string): string => place + name;
  const splitHeads = (name: string, order: number[]): GraphNode[] => [
    node("MatMul", [at("x"), at(`${name}.weight`)], at(`${name}.flat`)),
    node("Reshape", [at(`${name}.flat`), "split"], at(`${name}.split`)),
    node("Transpose", [at(`${name}.split`)], at(name), attribute("perm", order)),
  ];
  return [
    ...splitHeads("query", [0, 2, 1, 3]),
    ...splitHeads("key", [0, 2, 3, 1]),
    ...splitHeads("value", [0, 2, 1, 3]),
    node("MatMul", [at("query"), at("key")], at("scores")),
    node("Mul", [at("scores"), "scale"], at("scaled")),
    node("Add", [at("scaled"), "penalties"], at("masked")),
    node("Softmax", [at("masked")], at("attention"), attribute("axis", -1)),
    node("MatMul", [at("attention"), at("value")], at("attended")),
    node("Transpose", [at("attended")], at("reordered"), attribute("perm", [0, 2, 1, 3])),
    node("Reshape", [at("reordered"), "join"], at("joined")),
    node("MatMul", [at("joined"), at("mixed.weight")], at("mixed")),
    node("Add", [at("x"), at("mixed")], at("x+mixed")),
    normalized(at("x+mixed"), at("y")),
    // Feed-forward with GELU: v/2 · (1 + erf(v/√2)).
    node("MatMul", [at("y"), at("widen.weight")], at("wide")),
    node("Div", [at("wide"), "root2"], at("wide/root2")),
    node("Erf", [at("wide/root2")], at("erf")),
    node("Add", [at("erf"), "one"], at("erf+1")),
    node("Mul", [at("wide"), at("erf+1")], at("gelu2")),
    node("Mul", [at("gelu2"), "half"], at("gelu")),
    node("MatMul", [at("gelu"), at("narrow.weight")], at("narrow")),
    node("Add", [at("y"), at("narrow")], at("y+narrow")),
    normalized(at("y+narrow"), output),
  ];
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

const [, script, folder, seed = "1"] = argv;
if (script !== undefined && folder !== undefined && import.meta.url === pathToFileURL(script).href) {
  await makeTestModel(folder, Number(seed));
}
