/**
 * Writes ONNX models: the few messages and fields of the format's protocol buffers that a small model needs
 * (field numbers as in onnx.proto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */

type ElementType = "float32" | "int64";

export interface GraphTensor {
  name: string;
  dims: number[];
  data: Float32Array | BigInt64Array;
}

export interface GraphAttribute {
  name: string;
  value: number | number[];
}

export interface GraphNode {
  operator: string;
  inputs: string[];
  output: string;
  attributes: GraphAttribute[];
}

/** An input or output; a dimension without a fixed size has a name. */
export interface GraphValue {
  name: string;
  type: ElementType;
  dims: (string | number)[];
}

export interface Graph {
  nodes: GraphNode[];
  initializers: GraphTensor[];
  inputs: GraphValue[];
  outputs: GraphValue[];
}

export function tensor(name: string, dims: number[], data: GraphTensor["data"]): GraphTensor {
  return { name, dims, data };
}

export function attribute(name: string, value: number | number[]): GraphAttribute {
  return { name, value };
}

export function node(
  operator: string,
  inputs: string[],
  output: string,
  ...attributes: GraphAttribute[]
): GraphNode {
  return { operator, inputs, output, attributes };
}

/** ModelProto: ir_version 1, producer_name 2, graph 7, opset_import 8 (version 2). */
export function encodeModel(graph: Graph): Uint8Array {
  return Buffer.concat([
    integerField(1, 8),
    textField(2, "throughline"),
    messageField(7, encodeGraph(graph)),
    messageField(8, integerField(2, 17)),
  ]);
}

/** GraphProto: node 1, name 2, initializer 5, input 11, output 12. */
function encodeGraph({ nodes, initializers, inputs, outputs }: Graph): Buffer {
  return Buffer.concat([
    ...nodes.map((each) => messageField(1, encodeNode(each))),
    textField(2, "graph"),
    ...initializers.map((each) => messageField(5, encodeTensor(each))),
    ...inputs.map((each) => messageField(11, encodeValue(each))),
    ...outputs.map((each) => messageField(12, encodeValue(each))),
  ]);
}

/** NodeProto: input 1, output 2, op_type 4, attribute 5. */
function encodeNode({ operator, inputs, output, attributes }: GraphNode): Buffer {
  return Buffer.concat([
    ...inputs.map((input) => textField(1, input)),
    textField(2, output),
    textField(4, operator),
    ...attributes.map((each) => messageField(5, encodeAttribute(each))),
  ]);
}

/** AttributeProto: name 1, i 3, ints 8, type 20 (2 is an integer, 7 a list of them). */
function encodeAttribute({ name, value }: GraphAttribute): Buffer {
  const content = Array.isArray(value)
    ? [...value.map((each) => integerField(8, each)), integerField(20, 7)]
    : [integerField(3, value), integerField(20, 2)];
  return Buffer.concat([textField(1, name), ...content]);
}

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9 (little-endian). */
function encodeTensor({ name, dims, data }: GraphTensor): Buffer {
  return Buffer.concat([
    ...dims.map((size) => integerField(1, size)),
    integerField(2, typeNumber(data instanceof Float32Array ? "float32" : "int64")),
    textField(8, name),
    messageField(9, littleEndian(data)),
  ]);
}

/** ValueInfoProto: name 1, type 2 › TypeProto: tensor_type 1 › elem_type 1, shape 2 › dim 1 › dim_value 1, dim_param 2. */
function encodeValue({ name, type, dims }: GraphValue): Buffer {
  const shape = dims.map((size) =>
    messageField(1, typeof size === "number" ? integerField(1, size) : textField(2, size)),
  );
  const tensorType = Buffer.concat([
    integerField(1, typeNumber(type)),
    messageField(2, Buffer.concat(shape)),
  ]);
  return Buffer.concat([textField(1, name), messageField(2, messageField(1, tensorType))]);
}

/** TensorProto.DataType. */
function typeNumber(type: ElementType): number {
  return type === "float32" ? 1 : 7;
}

function littleEndian(data: GraphTensor["data"]): Buffer {
  const bytes = Buffer.alloc(data.byteLength);
  if (data instanceof Float32Array) data.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  else data.forEach((value, index) => bytes.writeBigInt64LE(value, index * 8));
  return bytes;
}

/* ------------------------------------------------- fields of protocol buffers */

function integerField(field: number, value: number): Buffer {
  return Buffer.concat([varint(BigInt(field << 3)), varint(BigInt.asUintN(64, BigInt(value)))]);
}

function textField(field: number, text: string): Buffer {
  return messageField(field, Buffer.from(text, "utf8"));
}

function messageField(field: number, content: Buffer): Buffer {
  return Buffer.concat([varint(BigInt((field << 3) | 2)), varint(BigInt(content.length)), content]);
}

/** Seven bits a byte, lowest first; the eighth says that more follow. */
function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}
