import { read } from '../../src/operation/index.ts';
import { jobId } from './vocabulary.ts';

export const getCsvUrl = read({
  id: 'getCsvUrl',
  name: 'lightdash_get_csv_url',
  title: 'Get CSV link',
  description: 'The download link of a CSV export, once its job is completed.',
  words:
    'download file, fetch export, get spreadsheet, is my export ready, herunterladen, télécharger, descargar, ' +
    'where can I download the exported file, link to the finished csv, export is done give me the file, ' +
    'Downloadlink der CSV-Datei, wo ist die exportierte Datei, lien de téléchargement du csv, où est le fichier exporté, ' +
    'enlace de descarga del csv, dónde está el archivo',
  route: 'GET /api/v1/csv/{jobId}',
  path: { jobId },
});
