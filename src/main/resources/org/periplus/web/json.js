// Values as JSON and as Python, with whole numbers that JavaScript's own cannot hold.

/** A number as it was typed: large whole ones keep all their digits. */
export function bigger(written) {
  const whole = /^-?\d+$/.test(written);
  return whole && !Number.isSafeInteger(Number(written)) ? BigInt(written) : Number(written);
}

const JSON_WORDS = { true: "true", false: "false", null: "null" };
const PYTHON_WORDS = { true: "True", false: "False", null: "None" };

function write(value, words, indent, pad) {
  if (value === null || typeof value === "boolean") {
    return words[String(value)];
  }
  if (typeof value === "bigint" || typeof value === "number") {
    return String(value);
  }
  if (typeof value === "string") {
    return JSON.stringify(value);
  }
  const inner = pad + indent;
  const list = Array.isArray(value);
  const parts = list
    ? value.map((each) => write(each, words, indent, inner))
    : Object.entries(value).filter(([, each]) => each !== undefined).map(([name, each]) => `${JSON.stringify(name)}: ${write(each, words, indent, inner)}`);
  const [open, close] = list ? "[]" : "{}";
  return parts.length === 0 ? open + close : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${pad}${close}`;
}

/** A value as JSON. */
export const toJson = (value) => write(value, JSON_WORDS, "  ", "");

/** A value as Python writes it. */
export const toPython = (value, pad = "") => write(value, PYTHON_WORDS, "    ", pad);
