// The difference between two texts, by lines: Myers's algorithm.

const MOST = 2000;
const AROUND = 3;

/** The places that differ, each with a few lines around it; null where too much does. */
export function difference(before, after) {
  const old = before.split(/\r\n|\r|\n/);
  const now = after.split(/\r\n|\r|\n/);
  const steps = path(old, now);
  return steps === null ? null : hunks(script(steps, old, now));
}

/** How far each diagonal comes with each further change, until both ends are reached. */
function path(old, now) {
  const furthest = new Map([[1, 0]]);
  const steps = [];
  for (let changes = 0; changes <= MOST; changes++) {
    steps.push(new Map(furthest));
    for (let k = -changes; k <= changes; k += 2) {
      const down = k === -changes || (k !== changes && furthest.get(k - 1) < furthest.get(k + 1));
      let x = down ? furthest.get(k + 1) : furthest.get(k - 1) + 1;
      while (x < old.length && x - k < now.length && old[x] === now[x - k]) {
        x++;
      }
      furthest.set(k, x);
      if (x >= old.length && x - k >= now.length) {
        return steps;
      }
    }
  }
  return null;
}

/** The lines of both in order: {kind: " ", "+" or "-", number, line}. */
function script(steps, old, now) {
  const lines = [];
  let x = old.length;
  let y = now.length;
  for (let changes = steps.length - 1; changes >= 0; changes--) {
    const furthest = steps[changes];
    const k = x - y;
    const down = k === -changes || (k !== changes && furthest.get(k - 1) < furthest.get(k + 1));
    const fromX = furthest.get(down ? k + 1 : k - 1);
    const fromY = fromX - (down ? k + 1 : k - 1);
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      lines.push({ kind: " ", number: y, line: now[y - 1] });
      x--;
      y--;
    }
    if (changes > 0) {
      lines.push(down ? { kind: "+", number: y, line: now[y - 1] } : { kind: "-", number: x, line: old[x - 1] });
      x = fromX;
      y = fromY;
    }
  }
  return lines.reverse();
}

function hunks(lines) {
  const near = lines.map((unused, at) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== " "));
  const found = [];
  lines.forEach((line, at) => {
    if (near[at]) {
      if (!near[at - 1]) {
        found.push([]);
      }
      found.at(-1).push(line);
    }
  });
  return found;
}
