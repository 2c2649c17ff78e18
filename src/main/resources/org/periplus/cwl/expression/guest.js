// Runs in the interpreter before anything of a stranger's. It carries out what the server asks for
// (`request.task`), one task for each call of the function `$periplus`, and gives the answer to the
// server. What it needs it takes now: scripts may change every object that they can reach.

const host = globalThis.java_invoke;
const global = globalThis;
const globally = eval;
const { parse, stringify } = JSON;
const { defineProperty } = Object;
const { max } = Math;
const text = String;
const PromiseOfOurs = Promise;
const SyntaxErrorOfOurs = SyntaxError;

for (const name of ['java_invoke', 'plugin', 'Javy', 'console', 'TextEncoder', 'TextDecoder']) {
  delete global[name];
}

/** Evaluates where what the libraries declare can be seen. */
let evaluate = globally;

function answer(value) {
  const json = stringify(value);
  if (json === undefined && value !== undefined) {
    throw new TypeError(`the value is a ${typeof value}, which is not JSON`);
  }
  host('', 'value', json ?? 'null');
}

function fail(thrown, more) {
  let reason = 'an error without a text';
  let stack = '';
  try {
    reason = text(thrown);
    stack = text(thrown.stack);
  } catch {
    // a stranger's toString
  }
  host('', 'failure', stringify({ reason, stack, ...more }));
}

/** What is wrong with the syntax of a text; nothing of it may be run by evaluating it. */
function mistake(script) {
  try {
    evaluate(script);
  } catch (e) {
    if (e instanceof SyntaxErrorOfOurs) {
      return e;
    }
  }
  return undefined;
}

/**
 * Where the text goes wrong, as the interpreter tells the line alone: the shortest beginning that
 * has the same mistake ends there.
 */
function firstWrong({ before, source, after }, reason) {
  let low = 0;
  let high = source.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mistake(before + source.slice(0, middle))?.message === reason) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return max(0, high - 1);
}

function failOfSyntax(script, e) {
  fail(e, { offset: firstWrong(script, e.message) });
}

/**
 * The same text with a statement without effect at each line that can begin with one: the
 * interpreter tells the line of an error from the last statement of some kinds only.
 */
function withLines({ before, source, after }) {
  const lines = source.split('\n');
  const marked = (wanted) =>
    lines.map((line, i) => (wanted.includes(i) ? `0;${line}` : line)).join('\n');
  let tries = 200;
  const possible = (wanted) => {
    if (wanted.length === 0 || tries-- <= 0) {
      return [];
    }
    if (!mistake(before + marked(wanted) + after)) {
      return wanted;
    }
    const half = wanted.length >> 1;
    return half === 0
      ? []
      : [...possible(wanted.slice(0, half)), ...possible(wanted.slice(half))];
  };
  const beginnings = [];
  let previous = ';';
  lines.forEach((line, i) => {
    if (/([;{}]|\*\/)\s*$|^\s*\/\//.test(previous) && /^\s*[\w$]/.test(line)) {
      beginnings.push(i);
    }
    previous = line.trim() === '' ? previous : line;
  });
  return marked(possible(beginnings));
}

const NAMES = ['inputs', 'self', 'runtime'];

function define(name, description) {
  defineProperty(global, name, { configurable: true, enumerable: true, ...description });
}

/** A large value, which the server gives when it is looked at. */
function comeLater(owner, name, part) {
  const become = (value) => defineProperty(
    owner, name, { value, configurable: true, enumerable: true, writable: true });
  defineProperty(owner, name, {
    configurable: true,
    enumerable: true,
    get() {
      const value = parse(host('', 'later', part));
      become(value);
      return value;
    },
    set: become,
  });
}

const tasks = {
  none() {},

  /** Evaluates libraries before there are inputs; the server is told when they ask for them. */
  libraries({ libraries }) {
    for (const name of NAMES) {
      define(name, { get: () => void host('', 'inputs', ''), set() {} });
    }
    load(libraries);
    answer(null);
  },

  evaluate(request) {
    for (const name of NAMES) {
      define(name, { value: request[name], writable: true });
    }
    for (const { owner, name, part } of request.later ?? []) {
      comeLater(owner === '' ? global : request[owner], name, part);
    }
    const { libraries, before, source, after, locate } = request;
    if (libraries) {
      load(locate ? withLines({ before: 'throw 0;', source: libraries, after: '' }) : libraries);
    }
    const script = before + (locate ? withLines(request) : source) + after;
    let body;
    try {
      body = evaluate(script);
    } catch (e) {
      failOfSyntax(request, e);
      return;
    }
    const value = body();
    if (value instanceof PromiseOfOurs) {
      value.then(answer).catch(fail);
    } else {
      answer(value);
    }
  },

  check(request) {
    const e = mistake(request.before + request.source + request.after);
    if (e) {
      failOfSyntax(request, e);
    } else {
      answer(null);
    }
  },

  /**
   * Tells which of many texts are right, by their indices. One of them may have left its function
   * and changed the objects that all share, so nothing of them is asked for the answer.
   */
  checkMany({ scripts }) {
    let right = '';
    for (let i = 0; i < scripts.length; i++) {
      if (!mistake(scripts[i])) {
        right += right === '' ? i : `,${i}`;
      }
    }
    host('', 'value', `[${right}]`);
  },
};

function load(libraries) {
  evaluate = globally(`${libraries}\n;(function () { return eval(arguments[0]); })`);
}

function run() {
  delete global.$periplus;
  try {
    const request = parse(host('', 'request', ''));
    tasks[request.task](request);
  } catch (e) {
    fail(e);
  }
  global.$periplus = run;
}

global.$periplus = run;
