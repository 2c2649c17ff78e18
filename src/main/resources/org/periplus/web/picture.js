// Pictures of workflows as the server draws them, to stand in a page, which has their styles and says what they are.

/** The picture, an element; null for what is none. */
export function pictureOf(written) {
  const picture = new DOMParser().parseFromString(written, "image/svg+xml").documentElement;
  if (picture.localName !== "svg") {
    return null;
  }
  picture.querySelectorAll(":scope > style, :scope > title").forEach((part) => part.remove());
  return picture;
}
