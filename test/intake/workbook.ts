import { constants, deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import writeExcel, { type SheetData } from 'write-excel-file/node';

/** A workbook as Excel's own kind of writer makes it. */
export async function workbook(rows: SheetData): Promise<Uint8Array> {
  return new Uint8Array(await writeExcel(rows, {}).toBuffer());
}

/** A workbook by hand: the XML of its sheets' rows, for what no writer would write. */
export function workbookOf(
  sheets: Readonly<Record<string, string>>,
  states: Readonly<Record<string, string>> = {},
): Uint8Array {
  const names = Object.keys(sheets);
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const listed = names
    .map((name, at) => {
      const state = states[name] === undefined ? '' : ` state="${states[name]}"`;
      return `<sheet name="${name}" sheetId="${at + 1}"${state} r:id="rId${at + 1}"/>`;
    })
    .join('');
  const related = names
    .map(
      (_, at) =>
        `<Relationship Target="worksheets/sheet${at + 1}.xml" Id="rId${at + 1}" Type="${office}/worksheet"/>`,
    )
    .join('');
  return zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${listed}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="${packaged}">${related}</Relationships>`,
    ),
    ...Object.fromEntries(
      names.map((name, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        strToU8(`<worksheet xmlns="${main}"><sheetData>${sheets[name]}</sheetData></worksheet>`),
      ]),
    ),
  });
}

/** `textCell('A1', 'x')`: a cell with its text in it. */
export const textCell = (at: string, text: string) =>
  `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;

/** An archive whose only entry unpacks to so many MiB of zeros: what nobody has to pack, since each MiB is packed alike. */
export function bomb(name: string, mebibytes: number): Uint8Array {
  const mebibyte = deflateRawSync(Buffer.alloc(1024 * 1024), {
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const end = deflateRawSync(Buffer.alloc(0));
  const packed = Buffer.concat([...Array.from({ length: mebibytes }, () => mebibyte), end]);
  const archive = Buffer.from(zipSync({ [name]: [packed, { level: 0 }] }));
  // Stored as it is, so that "deflated" and its whole size have to be written into both headers (APPNOTE 4.3.7, 4.3.12).
  const central = archive.indexOf('PK\u0001\u0002', 'latin1');
  for (const [method, size] of [
    [8, 22],
    [central + 10, central + 24],
  ] as const) {
    archive.writeUInt16LE(8, method);
    archive.writeUInt32LE(mebibytes * 1024 * 1024, size);
  }
  return archive;
}
