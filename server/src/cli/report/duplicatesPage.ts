/** Style and script of the page that `akin duplicates --html` writes. */

/** Follows the reader's light or dark theme. */
export const duplicatesStyle = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; margin: 1rem 0; }
input[type=search] { font: inherit; padding: .3rem .6rem; min-width: 18rem; }
details { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; padding: .5rem .8rem; }
summary { cursor: pointer; overflow-wrap: anywhere; }
ul { margin: .5rem 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
.kind { border-radius: 4px; padding: 0 .4rem; background: var(--soft); }
.kind.exact, .kind.renamed { background: #c9730044; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: .8rem; }
figure { margin: 0; min-width: 0; }
figcaption { font-family: ui-monospace, monospace; font-size: .85em; overflow-wrap: anywhere; }
pre { overflow: auto; background: var(--soft); padding: .6rem; margin: .2rem 0; tab-size: 4; font-size: .85em; }
.n { display: inline-block; width: 3.5em; margin-right: 1em; text-align: right; opacity: .5; user-select: none; }
`;

/** Filters the groups by kind and by words of their places. */
export const duplicatesScript = `
const form = document.getElementById('filter');
const words = document.getElementById('words');
const shown = document.getElementById('shown');
const groups = [...document.querySelectorAll('.group')].map((element) => ({
  element, kind: element.dataset.kind, text: element.querySelector('ul').textContent.toLowerCase(),
}));
function filter() {
  const kinds = new Set([...form.querySelectorAll('input[name=kind]:checked')].map((box) => box.value));
  const wanted = words.value.toLowerCase().split(' ').filter(Boolean);
  let count = 0;
  for (const { element, kind, text } of groups) {
    const fits = kinds.has(kind) && wanted.every((word) => text.includes(word));
    element.hidden = !fits;
    if (fits) count++;
  }
  shown.textContent = count + ' of ' + groups.length;
}
form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
filter();
`;
