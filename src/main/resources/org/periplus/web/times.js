// Instants in the reader's time zone, and how long things take.
import { text } from "./texts.js";

const language = document.documentElement.lang;
const full = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });
const today = new Intl.DateTimeFormat(language, { timeStyle: "medium" });

/** Shows a time element in the reader's zone; UTC stays its title. */
function localTime(element) {
  const instant = new Date(element.dateTime);
  if (Number.isNaN(instant.getTime())) {
    return;
  }
  const sameDay = instant.toDateString() === new Date().toDateString();
  element.title = element.dateTime.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
  element.textContent = (sameDay ? today : full).format(instant);
}

/** How long, in two units at most: 4.2 s, 3 min 5 s, 2 h 10 min, 3 d 4 h. */
export function duration(ms) {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 60) {
    return text("time.seconds", seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds));
  }
  const units = [[86400, "time.days"], [3600, "time.hours"], [60, "time.minutes"], [1, "time.seconds"]];
  const whole = Math.round(seconds);
  const at = units.findIndex(([size]) => whole >= size);
  const [size, key] = units[at];
  const rest = whole % size;
  const next = units[at + 1];
  const smaller = next ? Math.floor(rest / next[0]) : 0;
  return text(key, Math.floor(whole / size)) + (smaller > 0 ? " " + text(next[1], smaller) : "");
}

/** Shows how long something took, or takes until now. */
export function localDuration(element, now = Date.now()) {
  const { from, to } = element.dataset;
  element.textContent = duration((to ? Date.parse(to) : now) - Date.parse(from));
}

/** All times below an element; what is still running runs on. */
export function localTimes(below = document) {
  below.querySelectorAll("time[datetime]").forEach(localTime);
  below.querySelectorAll(".duration[data-from]").forEach((element) => localDuration(element));
}
