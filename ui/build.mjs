// Builds the pages into UI_OUT (default ui/dist): index.html and hashed files under assets/.
import { build } from "esbuild";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.env.UI_OUT ?? join(here, "dist"));

mkdirSync(out, { recursive: true });
rmSync(join(out, "assets"), { recursive: true, force: true });

const result = await build({
  absWorkingDir: here,
  entryPoints: { app: "src/main.tsx", style: "src/styles/app.css" },
  outdir: join(out, "assets"),
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: true,
  legalComments: "linked",
  metafile: true,
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
});

const built = Object.entries(result.metafile.outputs);
const fileOf = (entry) => {
  const [path] = built.find(([, about]) => about.entryPoint === entry);
  return relative(out, resolve(here, path)).split("\\").join("/");
};
const page = readFileSync(join(here, "src/index.html"), "utf8")
  .replace("{{style}}", fileOf("src/styles/app.css"))
  .replace("{{script}}", fileOf("src/main.tsx"));
writeFileSync(join(out, "index.html"), page);

for (const [path, about] of built) {
  if (/\.(js|css)$/.test(path)) console.log(`${(about.bytes / 1024).toFixed(0).padStart(6)} KB  ${relative(out, resolve(here, path))}`);
}
