import { read } from '../../src/operation/index.ts';
import { jobId } from './vocabulary.ts';

export const getCsvUrl = read({
  id: 'getCsvUrl',
  name: 'lightdash_get_csv_url',
  title: 'Get CSV link',
  description: 'The download link of a CSV export, once its job is completed.',
  words: 'download file, fetch export, get spreadsheet, is my export ready, herunterladen, télécharger, descargar',
  route: 'GET /api/v1/csv/{jobId}',
  path: { jobId },
});
