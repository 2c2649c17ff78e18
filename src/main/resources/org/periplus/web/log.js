// The page of a log: numbers and links of lines, errors one after the other, and what comes while the step runs.
import { announce, make } from "./dom.js";
import { text } from "./texts.js";

const LINES_OF_A_BLOCK = 200; // as LogHtml has it
// as LogLine has them
const ERROR = /\b(?:ERROR|FATAL|CRITICAL|SEVERE)\b|\b[Ee]rror:|\bTraceback \(|\b[A-Z]\w{0,80}(?:Error|Exception)\b|\bKilled$|\b[Ss]egmentation fault|\bpanic:/;
const WARNING = /\bWARN(?:ING)?\b|\b[Ww]arning:/;

const log = document.getElementById("log");
const following = document.getElementById("follow");

// Lines.

function lineHeight() {
  return parseFloat(getComputedStyle(log.querySelector(".block")).lineHeight);
}

function linesOf(block) {
  return block.textContent.replace(/\n$/, "").split("\n").length;
}

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) {
      number(target);
    }
  }
}, { rootMargin: "1000px" });

function number(block) {
  const first = Number(block.dataset.first);
  block.dataset.numbers = Array.from({ length: linesOf(block) }, (_, at) => first + at).join("\n");
}

function show(scroll) {
  document.querySelector(".marked")?.remove();
  const line = Number(/^#L(\d{1,9})$/.exec(location.hash)?.[1] ?? 0);
  const first = line - ((line - 1) % LINES_OF_A_BLOCK);
  const block = line > 0 && document.getElementById("L" + first);
  if (block) {
    const mark = make("div", { class: "marked" });
    mark.style.top = (line - first) * lineHeight() + "px";
    block.append(mark);
    if (scroll) {
      mark.scrollIntoView({ block: "center" });
      // Blocks that were laid out on the way moved it.
      requestAnimationFrame(() => mark.scrollIntoView({ block: "center" }));
    }
  }
}

log.addEventListener("click", (event) => {
  const block = event.target.closest(".block");
  if (block && event.clientX - block.getBoundingClientRect().left < parseFloat(getComputedStyle(block).paddingLeft)) {
    const line = Number(block.dataset.first) + Math.floor((event.clientY - block.getBoundingClientRect().top) / lineHeight());
    history.replaceState(null, "", "#L" + line);
    show(false);
  }
});
addEventListener("hashchange", () => show(true));

// Errors.

let error = -1;
const count = document.getElementById("errors");

function errors() {
  return log.getElementsByClassName("error");
}

function sayErrors() {
  const all = errors().length;
  count.textContent = text("log.errors", all);
  document.getElementById("to-errors").hidden = all === 0;
}

function toError(step) {
  const all = errors();
  error = (error + step + all.length) % all.length;
  all[error].scrollIntoView({ block: "center" });
  announce(all[error].textContent.slice(0, 300));
}
document.getElementById("next-error").addEventListener("click", () => toError(1));
document.getElementById("previous-error").addEventListener("click", () => toError(error < 0 ? 0 : -1));

// What comes.

const colours = new Set();
let block = log.querySelector(".block:last-of-type");
let lines = block ? linesOf(block) : 0;
let rest = null; // a line that has not ended
if (block && !block.textContent.endsWith("\n")) {
  lines -= 1; // it goes on with what comes
}

function change(numbers) {
  const parts = numbers.split(/[;:]/).map((part) => (part === "" ? 0 : Number(part)));
  for (let at = 0; at < parts.length; at++) {
    const one = parts[at];
    if (one === 38 || one === 48) {
      at += parts[at + 1] === 5 ? 2 : 4;
    } else if (one === 0) {
      colours.clear();
    } else if (one === 1 || one === 4) {
      colours.add(one === 1 ? "b" : "u");
    } else if (one === 22 || one === 24) {
      colours.delete(one === 22 ? "b" : "u");
    } else if ((one >= 30 && one <= 37) || (one >= 90 && one <= 97) || one === 39) {
      [...colours].filter((name) => name.startsWith("c")).forEach((name) => colours.delete(name));
      if (one !== 39) {
        colours.add("c" + (one % 10));
      }
    }
  }
}

function coloured(line) {
  const nodes = [];
  for (const part of line.split(/(\x1b\[[0-9;:]{0,30}m)/)) {
    if (part.startsWith("\x1b[")) {
      change(part.slice(2, -1));
    } else if (part !== "") {
      const plain = part.replace(/[\r\x1b]/g, " ");
      nodes.push(colours.size > 0 ? make("span", { class: [...colours].join(" ") }, plain) : plain);
    }
  }
  return nodes;
}

function addLine(line) {
  if (lines === LINES_OF_A_BLOCK || !block) {
    const first = block ? Number(block.dataset.first) + LINES_OF_A_BLOCK : 1;
    block = make("pre", { class: "block", id: "L" + first, "data-first": first });
    log.append(block);
    seen.observe(block);
    lines = 0;
  }
  const plain = line.replace(/\x1b\[[0-9;:]{0,30}m/g, "");
  const kind = plain.startsWith("[periplus] ") ? null : ERROR.test(plain) ? "error" : WARNING.test(plain) ? "warning" : null;
  const nodes = coloured(line);
  block.append(...(kind ? [make("mark", { class: kind }, ...nodes)] : nodes), "\n");
  lines += 1;
}

function add(more) {
  const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 80;
  const whole = ((rest ?? "") + more).split("\n");
  rest = whole.pop();
  whole.forEach(addLine);
  if (block) {
    number(block);
  }
  document.getElementById("empty").hidden = true;
  sayErrors();
  if (following?.checked && atEnd) {
    scrollTo(0, document.documentElement.scrollHeight);
  }
}

function ended() {
  if (rest) {
    addLine(rest);
    rest = null;
  }
  if (following) {
    following.closest("label").hidden = true;
  }
  announce(text("log.ended"));
}

function follow(after) {
  let position = after;
  const source = new EventSource(location.pathname + "?follow=true&after=" + after);
  source.addEventListener("log", (event) => {
    position = event.lastEventId;
    add(event.data);
  });
  source.addEventListener("end", () => {
    source.close();
    ended();
  });
  // After a connection that was cut browsers ask again themselves, but not after an answer that is no success.
  source.addEventListener("error", () => source.readyState === EventSource.CLOSED && setTimeout(() => again(position), 5000));
}

async function again(position) {
  const page = await fetch(location.pathname, { method: "HEAD", headers: { Accept: "text/html" }, cache: "no-store" }).catch(() => null);
  if ([401, 403, 404].includes(page?.status)) {
    location.reload(); // The server says what to do, such as to log in again.
  } else {
    follow(position);
  }
}

log.querySelectorAll(".block").forEach((each) => seen.observe(each));
sayErrors();
show(true);
if (log.dataset.going === "true") {
  follow(log.dataset.position);
  if (!location.hash) {
    scrollTo(0, document.documentElement.scrollHeight);
  }
}
