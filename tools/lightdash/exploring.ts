import * as z from 'zod';
import { read, run } from '../../src/operation/index.ts';
import { isPlainSelect } from './plain-select.ts';
import { metricQueryInFull, metricQueryRequest } from './queries.ts';
import { exploreId, projectUuid } from './vocabulary.ts';

export const postRunUnderlyingDataQuery = read({
  id: 'postRunUnderlyingDataQuery',
  name: 'lightdash_run_underlying_query',
  title: 'Run underlying data query',
  description: 'The single rows behind a figure: dimensions without metrics, filtered to the figure.',
  words:
    'drill down, view underlying data, raw records, details behind a number, Rohdaten, données sous-jacentes, datos subyacentes, ' +
    'single records behind a figure, drill into a number, which orders make up this value, raw rows behind the total, ' +
    'Rohdaten hinter einer Zahl, einzelne Zeilen hinter dem Wert, lignes derrière ce chiffre, détail d’un chiffre, ' +
    'datos detrás de una cifra, filas detrás del valor, individual records that make up a number, what is this figure made of',
  route: 'POST /api/v1/projects/{projectUuid}/explores/{exploreId}/runUnderlyingDataQuery',
  path: { projectUuid, exploreId },
  body: metricQueryRequest,
});

export const RunMetricQuery = read({
  id: 'RunMetricQuery',
  name: 'lightdash_run_query',
  title: 'Run metric query',
  description: 'Runs a query on one explore. Fields come from lightdash_get_explore; exploreName equals exploreId.',
  words:
    'ask a question of the data, get numbers, semantic layer query, Abfrage, Auswertung, requête, consulta, revenue per month, ' +
    'revenue by month from an explore, top customers by sales, run a query on an explore, how much did we sell last week, ' +
    'Umsatz pro Monat abfragen, Abfrage ausführen, exécuter une requête sur un explore, chiffre d’affaires par mois, ' +
    'ejecutar una consulta sobre un explore, ventas por mes, how many new customers per quarter, sales figures by region, ' +
    'turnover last month, wie viel Umsatz haben wir gemacht, combien de ventes, cuánto vendimos, ' +
    'average order value per country last year',
  route: 'POST /api/v1/projects/{projectUuid}/explores/{exploreId}/runQuery',
  path: { projectUuid, exploreId },
  body: metricQueryInFull,
});

export const RunSqlQuery = run({
  id: 'RunSqlQuery',
  name: 'lightdash_run_sql',
  title: 'Run SQL',
  description: 'Runs SQL on the warehouse of a project. One plain SELECT or WITH runs at once; anything else asks.',
  words:
    'raw sql, query the warehouse, database query, custom select, SQL ausführen, requête SQL, consulta SQL, ' +
    'run a select statement against the warehouse, execute my own sql, type sql by hand, SQL direkt auf der Datenbank, ' +
    'eigenes SQL, lancer du SQL brut, exécuter une requête SQL, ejecutar SQL a mano, consulta SQL directa, ' +
    'select count from table run that, here is a select statement',
  route: 'POST /api/v1/projects/{projectUuid}/sqlQuery',
  path: { projectUuid },
  body: { sql: z.string().min(1) },
  destroys: { when: 'the text is not certainly one plain SELECT', test: ({ sql }) => !isPlainSelect(sql) },
  unreadable: 'Lightdash cannot say beforehand what a statement would change.',
  says: ({ input }) =>
    `Run this SQL with the warehouse credentials of project ${input.projectUuid}; it may change or delete what they permit:\n${input.sql}`,
  undo: 'Depends on the statement; the warehouse may offer no way back.',
});
