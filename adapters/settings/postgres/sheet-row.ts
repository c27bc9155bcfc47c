import { sql } from 'slonik';
import { z } from 'zod';
import type { SheetName } from '../../../domain/settings/setting-level.js';
import type { SheetEntry, SheetState } from '../../../domain/settings/setting-sheet.js';
import type { PrincipalId, TenantContext } from '../../../domain/shared/tenant-context.js';

/** What a sheet is made of, as it stands in its table. */
export const sheetColumns = sql.fragment`sheet, id, entries, version`;

const entry = z.object({
  value: z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]).nullable(),
  locked: z.boolean(),
  setBy: z.string().nullable(),
  setAt: z.iso.datetime(),
  version: z.number(),
});

export const sheetRow = z.object({ sheet: z.string(), id: z.string(), entries: z.record(z.string(), entry), version: z.number() });

const entryOf = ({ setBy, setAt, ...said }: z.infer<typeof entry>): SheetEntry => ({ ...said, setBy: setBy as PrincipalId | null, setAt: new Date(setAt) });

export const stateOf = ({ tenantId }: TenantContext, { sheet, id, entries, version }: z.infer<typeof sheetRow>): SheetState => ({
  id,
  tenantId,
  name: sheet as SheetName,
  entries: Object.fromEntries(Object.entries(entries).map(([key, one]) => [key, entryOf(one)])),
  version,
});
