// The texts that the page has for its scripts, in the reader's language.
const known = {};
for (const block of document.querySelectorAll("script.texts")) {
  Object.assign(known, JSON.parse(block.textContent));
}

/** The text of a key; {0} and so on become the arguments. */
export function text(key, ...given) {
  return (known[key] ?? key).replace(/\{(\d)\}/g, (whole, at) => given[at] ?? whole);
}
