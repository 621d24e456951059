import type { ToolName } from './find-executable.ts';

/** Why a file could not be looked at or made; the texts of tools are for people's eyes and nobody parses them. */
export type MediaFault =
  | { readonly kind: 'tool-missing'; readonly tool: ToolName; readonly hint: string }
  /** `code` is the system's, for example ENOENT; `not-a-file` for a folder or a pipe. */
  | { readonly kind: 'file-unusable'; readonly path: string; readonly code: string }
  | { readonly kind: 'not-a-video'; readonly path: string }
  | {
      readonly kind: 'tool-failed';
      readonly tool: ToolName;
      readonly exitCode: number | null;
      readonly signal: string | null;
      /** The end of what the tool wrote to stderr, at most 4 KiB. */
      readonly stderrTail: string;
    }
  | { readonly kind: 'tool-answered-oddly'; readonly tool: ToolName; readonly detail: string }
  | { readonly kind: 'timed-out'; readonly tool: ToolName; readonly timeoutMs: number }
  | { readonly kind: 'aborted' };

/** How far a piece of work is. `totalMs` is null where the file does not say how long it is. */
export type WorkProgress = { readonly doneMs: number; readonly totalMs: number | null };
