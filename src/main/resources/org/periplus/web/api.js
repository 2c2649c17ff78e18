// Shows the definition with Swagger UI, without asking any other server.
const place = document.getElementById("swagger-ui");
SwaggerUIBundle({ url: place.dataset.definition, domNode: place, deepLinking: true, validatorUrl: null });
