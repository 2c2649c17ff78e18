// Bundles map.js, and writes the licences of all that is in it beside it.
import {build} from "esbuild";
import {readFileSync, readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";

const output = process.argv[2];

const {metafile} = await build({
  entryPoints: ["map.js"],
  outfile: join(output, "map.js"),
  bundle: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  banner: {js: "// The licences of what is in here: map-licences.txt"},
  metafile: true,
  alias: {zstddec: "./zstd.js", "zstddec/stream": "./zstd.js"},
  logLevel: "warning",
});

const packages = new Set(
  Object.keys(metafile.inputs)
    .map((path) => path.match(/^node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0])
    .filter(Boolean),
);
const licences = [...packages].sort().map((folder) => {
  const {name, version, license} = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const text = readdirSync(folder).find((file) => /^(licen[cs]e|copying)/i.test(file));
  if (!license && !text) {
    throw new Error(`${name} has no licence`);
  }
  return `${name} ${version} (${license})\n\n${text ? readFileSync(join(folder, text), "utf8").trim() : "It has no text of its licence."}\n`;
});
writeFileSync(
  join(output, "map-licences.txt"),
  `The map of the pages, map.js, contains the following packages of npm. The outlines of the land are of Natural Earth, in the public domain.\n\n${licences.join("\n----\n\n")}`,
);
