// Shows the definition with Swagger UI, without asking any other server: identity providers neither, so that logging in is the page's matter. Who is
// logged in tries operations as who they are: the browser sends the session's cookie, and this script its token for changes, to this server alone.
import { text } from "./texts.js";

const place = document.getElementById("swagger-ui");
const token = place.dataset.changeToken;

function withoutProviders(definition) {
  const schemes = definition.components?.securitySchemes ?? {};
  const asked = Object.keys(schemes).filter((name) => schemes[name].type === "openIdConnect");
  asked.forEach((name) => delete schemes[name]);
  for (const operation of Object.values(definition.paths).flatMap(Object.values)) {
    if (operation.security) {
      operation.security = operation.security.filter((needed) => !asked.some((name) => name in needed));
    }
  }
  return definition;
}

// What Swagger UI leaves out for those who hear the page: the level of a heading below those above it, and a name. It draws when it likes.
const levels = { "h3.opblock-tag, section.models > h4": "2", ".opblock h4": "3", ".opblock h5": "4" };
new MutationObserver(() => {
  for (const [headings, level] of Object.entries(levels)) {
    place.querySelectorAll(`:is(${headings}):not([aria-level])`).forEach((heading) => heading.setAttribute("aria-level", level));
  }
  place.querySelector("#servers:not([aria-label])")?.setAttribute("aria-label", text("api.server"));
}).observe(place, { childList: true, subtree: true });

fetch(place.dataset.definition)
  .then((answer) => answer.json())
  .then((definition) =>
    SwaggerUIBundle({
      spec: withoutProviders(definition),
      domNode: place,
      deepLinking: true,
      validatorUrl: null,
      requestInterceptor: (request) => {
        if (token && new URL(request.url, location.href).origin === location.origin) {
          request.headers["X-CSRF-Token"] = token;
        }
        return request;
      },
    }),
  );
