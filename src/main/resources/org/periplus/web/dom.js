// Elements, made without HTML in strings: what others wrote stays text.

/** An element; attributes that begin with "on" are listeners, null and false are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Tells screen readers, when they have finished what they say. */
export function announce(words) {
  document.getElementById("said").textContent = words;
}
