// Shows the definition with Swagger UI, without asking any other server: identity providers neither, so that logging in is the page's matter. Who is
// logged in tries operations as who they are: the browser sends the session's cookie, and this script its token for changes, to this server alone.
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
