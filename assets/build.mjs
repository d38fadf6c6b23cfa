// Compile the style sheet and the scripts, and copy the typeface and pictures, into the folder that Django serves.

import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import path from 'node:path'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const here = path.dirname(fileURLToPath(import.meta.url))
const out = path.join(here, '..', 'src', 'reachable', 'web', 'static', 'reachable')
const packages = path.join(here, 'node_modules')
const typeface = path.join(packages, '@fontsource-variable', 'atkinson-hyperlegible-next')
const mojImages = path.join(packages, '@ministryofjustice', 'frontend', 'moj', 'assets', 'images')

for (const folder of ['fonts', 'images']) {
  rmSync(path.join(out, folder), { recursive: true, force: true })
  mkdirSync(path.join(out, folder), { recursive: true })
}

const { css } = sass.compile(path.join(here, 'scss', 'reachable.scss'), {
  loadPaths: [here, packages],
  style: 'compressed',
  quietDeps: true,
})
writeFileSync(path.join(out, 'reachable.css'), css)

await esbuild.build({
  entryPoints: [path.join(here, 'js', 'reachable.js'), path.join(here, 'js', 'supported.js')],
  outdir: out,
  bundle: true,
  minify: true,
  target: ['es2020'],
  legalComments: 'none',
})

for (const subset of ['latin', 'latin-ext']) {
  const name = `atkinson-hyperlegible-next-${subset}-wght-normal.woff2`
  cpSync(path.join(typeface, 'files', name), path.join(out, 'fonts', name))
}
cpSync(path.join(typeface, 'LICENSE'), path.join(out, 'fonts', 'OFL.txt'))
cpSync(path.join(here, 'images'), path.join(out, 'images'), { recursive: true })
for (const name of ['icon-toggle-plus-minus.svg', 'icon-close-cross-black.svg', 'icon-tag-remove-cross.svg',
  'icon-tag-remove-cross-white.svg', 'icon-document.svg']) {
  cpSync(path.join(mojImages, name), path.join(out, 'images', name))
}
