/** The style sheet of the performance report: the colours of the theme, high contrast among them, and no others. */
export const reportStyle = `
body { color: var(--vscode-foreground); background: var(--vscode-editor-background);
  font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); line-height: 1.5;
  max-width: 72em; margin: 0 auto; padding: 1em 2em 2em; }
header { display: flex; flex-wrap: wrap; gap: 1em; align-items: center; justify-content: space-between; }
h1 { font-size: 1.6em; font-weight: 600; margin: 0; }
h2 { font-size: 1.2em; font-weight: 600; margin: 1.8em 0 .6em; }
h3 { font-size: 1em; font-weight: 600; margin: 0; }
p { margin: 0; }
button { font: inherit; padding: .4em 1em; cursor: pointer; border: 1px solid var(--vscode-button-border, transparent);
  border-radius: 2px; color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
button:hover { background: var(--vscode-button-hoverBackground); }
button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
.soft { color: var(--vscode-descriptionForeground); }
.alerts { list-style: none; margin: 0; padding: 0; }
.alert { border-left: 3px solid var(--vscode-editorWarning-foreground); padding: .4em .8em; margin: .4em 0; }
.alert strong, .alert span { display: block; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(13em, 1fr)); gap: .8em; }
.tile { border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, var(--vscode-descriptionForeground)));
  border-radius: 4px; padding: .7em .9em; overflow-wrap: anywhere; }
.value { font-size: 1.7em; line-height: 1.4; }
figure { margin: 0 0 1em; }
svg { display: block; width: 100%; }
svg.lines { height: 8em; overflow: visible; border-bottom: 1px solid var(--vscode-descriptionForeground); }
svg.range { min-width: 9em; height: 1.4em; }
svg.share { height: .5em; margin: .3em 0; }
polyline { fill: none; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
/* A value without a neighbour is a dot, which has to be larger than a line is wide. */
.alone { stroke-width: 7; }
.first { stroke: var(--vscode-charts-blue, var(--vscode-foreground)); }
.bound { stroke: var(--vscode-editorWarning-foreground, var(--vscode-foreground)); stroke-dasharray: 6 4; }
.whisker { stroke: var(--vscode-descriptionForeground); stroke-width: 1; }
.bar { fill: var(--vscode-charts-blue, var(--vscode-foreground)); }
.track { fill: var(--vscode-descriptionForeground); opacity: .3; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3em .6em; font-weight: normal; vertical-align: middle; }
thead th { color: var(--vscode-descriptionForeground); border-bottom: 1px solid var(--vscode-descriptionForeground); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3em 1.5em; margin: 0 0 1em; }
dt { color: var(--vscode-descriptionForeground); }
dd { margin: 0; }
`;
