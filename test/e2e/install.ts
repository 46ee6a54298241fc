/** Installs the VS Code of the end-to-end tests ahead of them, where it can run: it takes a minute, mostly of waiting. */
import { ensureVscode, unsupportedReason } from './harness/installVscode';

if (unsupportedReason() === undefined) ensureVscode();
